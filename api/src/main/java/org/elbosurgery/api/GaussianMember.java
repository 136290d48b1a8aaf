package org.elbosurgery.api;

import java.util.Map;

/**
 * A {@link Prior} whose family contains Gaussians. A prior may implement it in addition; a fit by
 * {@code elbo gap} that ends worse than the best of these Gaussians is then known not to have
 * converged.
 *
 * @since 0.1.0
 */
public interface GaussianMember {

  /**
   * Returns the parameters for which this prior is the Gaussian that fits the codes best, among
   * those in its family.
   *
   * @param mean of the aggregate posterior q(z), {@code [d]}
   * @param covariance of q(z), {@code [d][d]}, positive definite
   * @return for the name of each parameter that {@link Prior#bind} declares, its values row by row
   */
  Map<String, double[]> bestGaussian(double[] mean, double[][] covariance);
}
