package org.elbosurgery.api;

import java.util.Map;

/**
 * A {@link Prior} whose maximum-likelihood fit to codes has a closed form. The prior implements it
 * beside: then {@code elbo gap} takes the answer, exact and of all codes, in place of a descent.
 *
 * <p>The fit maximises E_q[log p(z)] under the aggregate posterior q(z) of the codes. Where log p
 * is quadratic in z, as a Gaussian's is, it depends on q by the mean and the covariance alone.
 *
 * @since 0.1.0
 */
public interface ClosedFormFit {

  /**
   * Returns the parameters of the fit.
   *
   * @param mean of q(z), {@code [d]}
   * @param covariance of q(z), {@code [d][d]}, positive definite
   * @return the values of each parameter that {@link Prior#bind} declares, row by row, by its name
   *     there
   */
  Map<String, double[]> maximumLikelihood(double[] mean, double[][] covariance);
}
