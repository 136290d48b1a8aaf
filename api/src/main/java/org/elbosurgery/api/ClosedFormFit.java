package org.elbosurgery.api;

import java.util.Map;

/**
 * A {@link Prior} whose maximum-likelihood fit to codes has a closed form. A prior may implement it
 * in addition; {@code elbo gap} then uses this exact fit to all codes instead of gradient descent.
 *
 * <p>The fit maximises E_q[log p(z)] under the aggregate posterior q(z) of the codes. Where log p
 * is quadratic in z, as for a Gaussian, it depends on q only through the mean and the covariance.
 *
 * @since 0.1.0
 */
public interface ClosedFormFit {

  /**
   * Returns the parameters of the fit.
   *
   * @param mean of q(z), {@code [d]}
   * @param covariance of q(z), {@code [d][d]}, positive definite
   * @return for the name of each parameter that {@link Prior#bind} declares, its values row by row
   */
  Map<String, double[]> maximumLikelihood(double[] mean, double[][] covariance);
}
