package org.elbosurgery.framework.gap;

import org.elbosurgery.api.Estimate;

/**
 * The marginal KL of the standard Gaussian, KL(q(z) || N(0, I)), split by the moments of q(z). With
 * its mean m, covariance C and correlations R,
 *
 * <pre>
 * mean         1/2 |m|^2
 * variance     1/2 sum_j (C_jj - 1 - ln C_jj)
 * correlation  -1/2 ln det R
 * negentropy   KL(q || N(m, C)), the rest
 * </pre>
 *
 * in nats. A Gaussian prior with learned mean and full covariance closes the first three; the
 * negentropy can only be closed by a prior that is not Gaussian.
 *
 * @param mean exact
 * @param variance exact
 * @param correlation exact
 * @param negentropy with the standard error of the marginal KL
 */
public record MomentSplit(double mean, double variance, double correlation, Estimate negentropy) {

  /**
   * Splits the marginal KL.
   *
   * @param moments of the aggregate posterior
   * @param marginalKl KL(q(z) || N(0, I))
   */
  public static MomentSplit of(AggregateMoments moments, Estimate marginalKl) {
    double mean = 0;
    double variance = 0;
    for (int j = 0; j < moments.dimensions(); j++) {
      double c = moments.covariance(j, j);
      mean += moments.mean(j) * moments.mean(j) / 2;
      variance += (c - 1 - Math.log(c)) / 2;
    }
    double correlation = -moments.logDeterminantOfCorrelations() / 2;
    double rest = marginalKl.mean() - mean - variance - correlation;
    return new MomentSplit(
        mean,
        variance,
        correlation,
        new Estimate(rest, marginalKl.standardError(), marginalKl.samples()));
  }
}
