package org.elbosurgery.framework.gap;

import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;

/**
 * One dimension of the codes, compared with the standard Gaussian p_0. All values are exact, the
 * marginal KL to 1e-6 nats.
 *
 * @param mean of q(z_j)
 * @param variance of q(z_j)
 * @param marginalKl KL(q(z_j) || p_0(z_j)), the dimension-wise KL
 * @param averageKl (1/N) sum_n KL(q(z_j|x_n) || p_0(z_j))
 * @param activity Var_n E[z_j|x_n], the variance of the posterior means
 */
public record LatentDimension(
    double mean, double variance, double marginalKl, double averageKl, double activity) {

  /** The activity above which Burda, Grosse and Salakhutdinov (2016) call a unit active. */
  public static final double ACTIVE = 0.01;

  /** The capacity, in nats, above which a dimension is in use. */
  public static final double IN_USE = 0.1;

  /** Returns whether the dimension is an active unit. */
  public boolean active() {
    return activity > ACTIVE;
  }

  /**
   * Returns 1/2 log(1 + Var_n E[z_j|x_n] / E_n Var[z_j|x_n]), in nats: the capacity of a Gaussian
   * channel with the posterior means as its signal and the posterior variance as its noise. Unlike
   * the activity it does not change with the scale of the codes, which a learned prior leaves open.
   * At most 18 nats: less noise is lost in the rounding of the variance.
   */
  public double capacity() {
    return 0.5 * Math.log(variance / Math.max(variance - activity, Math.ulp(variance)));
  }

  /** Returns whether the dimension is in use: it carries more than a tenth of a nat. */
  public boolean inUse() {
    return capacity() > IN_USE;
  }

  /**
   * Returns every dimension of some codes.
   *
   * @param moments of their aggregate posterior
   * @param progress receives the number of dimensions done
   * @throws org.elbosurgery.api.ElboException NUMERIC if a dimension's standard deviations are too
   *     far apart for quadrature
   * @throws java.util.concurrent.CancellationException if this thread is interrupted; its interrupt
   *     flag remains set
   */
  public static List<LatentDimension> of(
      Posteriors posteriors, AggregateMoments moments, ProgressListener progress) {
    List<LatentDimension> dimensions = new ArrayList<>();
    for (int j = 0; j < posteriors.dimensions(); j++) {
      dimensions.add(of(posteriors, moments, j));
      progress.progress(j + 1L, posteriors.dimensions());
    }
    return List.copyOf(dimensions);
  }

  private static LatentDimension of(Posteriors posteriors, AggregateMoments moments, int j) {
    double mean = moments.mean(j);
    double variance = moments.covariance(j, j);
    // -E log p_0(z_j), the same under the aggregate posterior as on average under its components
    double crossEntropy = 0.5 * (Math.log(2 * Math.PI) + variance + mean * mean);
    double entropy = 0;
    for (int n = 0; n < posteriors.size(); n++) {
      entropy +=
          0.5 * (1 + Math.log(2 * Math.PI) + posteriors.logVariance(n, j)) / posteriors.size();
    }
    return new LatentDimension(
        mean,
        variance,
        crossEntropy - MarginalEntropy.of(posteriors, j),
        crossEntropy - entropy,
        moments.activity(j));
  }
}
