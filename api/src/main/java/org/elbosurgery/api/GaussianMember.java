package org.elbosurgery.api;

import java.util.Map;

/**
 * A {@link Prior} that can be a Gaussian, among others. The prior implements it beside: then a fit
 * by {@code elbo gap} that ends worse than that Gaussian, a member of the same family, is known not
 * to have converged.
 *
 * @since 0.1.0
 */
public interface GaussianMember {

  /**
   * Returns the parameters with which this prior is the Gaussian that fits codes best, among the
   * Gaussians it can be.
   *
   * @param mean of the codes' aggregate posterior, {@code [d]}
   * @param covariance of the same, {@code [d][d]}, positive definite
   * @return the values of each parameter that {@link Prior#bind} declares, row by row, by its name
   *     there
   */
  Map<String, double[]> bestGaussian(double[] mean, double[][] covariance);
}
