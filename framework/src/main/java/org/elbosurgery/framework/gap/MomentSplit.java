package org.elbosurgery.framework.gap;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.elbosurgery.api.Estimate;

/**
 * The marginal KL of the standard Gaussian, KL(q(z) || N(0, I)), by what is wrong with q(z). With m
 * and C its mean and covariance and R its correlations,
 *
 * <pre>
 * mean         1/2 |m|^2
 * variance     1/2 sum_j (C_jj - 1 - ln C_jj)
 * correlation  -1/2 ln det R
 * negentropy   KL(q || N(m, C)), what is left
 * </pre>
 *
 * in nats. A Gaussian prior with learned mean and full covariance closes the first three; the
 * negentropy takes a prior that is no Gaussian.
 *
 * @param mean exact
 * @param variance exact
 * @param correlation exact
 * @param negentropy with the standard error of the marginal KL
 */
public record MomentSplit(double mean, double variance, double correlation, Estimate negentropy) {

  /**
   * Splits.
   *
   * @param moments of the aggregate posterior
   * @param marginalKl KL(q(z) || N(0, I))
   */
  public static MomentSplit of(AggregateMoments moments, Estimate marginalKl) {
    int d = moments.dimensions();
    double mean = 0;
    double variance = 0;
    RealMatrix correlations = new Array2DRowRealMatrix(d, d);
    for (int i = 0; i < d; i++) {
      double c = moments.covariance(i, i);
      mean += moments.mean(i) * moments.mean(i) / 2;
      variance += (c - 1 - Math.log(c)) / 2;
      for (int j = 0; j <= i; j++) {
        double r = moments.covariance(i, j) / Math.sqrt(c * moments.covariance(j, j));
        correlations.setEntry(i, j, r);
        correlations.setEntry(j, i, r);
      }
    }
    double correlation = -logDeterminant(correlations) / 2;
    double rest = marginalKl.mean() - mean - variance - correlation;
    return new MomentSplit(
        mean,
        variance,
        correlation,
        new Estimate(rest, marginalKl.standardError(), marginalKl.samples()));
  }

  /** Returns ln det R = 2 sum_j ln L_jj with R = L L^T: a determinant itself would underflow. */
  private static double logDeterminant(RealMatrix correlations) {
    RealMatrix root =
        new CholeskyDecomposition(
                correlations,
                CholeskyDecomposition.DEFAULT_RELATIVE_SYMMETRY_THRESHOLD,
                Double.MIN_NORMAL)
            .getL();
    double sum = 0;
    for (int j = 0; j < root.getRowDimension(); j++) {
      sum += 2 * Math.log(root.getEntry(j, j));
    }
    return sum;
  }
}
