package org.elbosurgery.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The regularisation term of an ELBO, taken apart: average KL = index-code mutual information +
 * marginal KL (Hoffman and Johnson 2016, equation 6). The terms come by separate routes, never by
 * subtraction from each other alone, so that the residual is a check that can fail. All in nats per
 * data point.
 *
 * @param averageKl (1/N) sum_n KL(q(z|x_n) || p(z))
 * @param mutualInformation I_q(n; z), between 0 and log N
 * @param marginalKl KL(q(z) || p(z))
 * @param residual average KL - mutual information - marginal KL (direct); zero within its error
 * @param routes the single estimates that the above combine, by name, in the order of computation
 * @param points what each data point adds to the terms; empty where the estimator has no such
 *     values
 * @param bound whether the mutual information and the marginal KL are bounds
 * @since 0.1.0
 */
public record Decomposition(
    Estimate averageKl,
    Estimate mutualInformation,
    Estimate marginalKl,
    Estimate residual,
    Map<String, Estimate> routes,
    Optional<PointValues> points,
    InformationBound bound) {

  /** Copies the routes, keeping their order. */
  public Decomposition {
    routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
  }

  /** Takes terms that are no bounds. */
  public Decomposition(
      Estimate averageKl,
      Estimate mutualInformation,
      Estimate marginalKl,
      Estimate residual,
      Map<String, Estimate> routes,
      Optional<PointValues> points) {
    this(averageKl, mutualInformation, marginalKl, residual, routes, points, InformationBound.NONE);
  }

  /** Returns the same terms with other values of the data points. */
  public Decomposition with(Optional<PointValues> values) {
    return new Decomposition(
        averageKl, mutualInformation, marginalKl, residual, routes, values, bound);
  }

  /** Returns the same terms as bounds, or as none. */
  public Decomposition with(InformationBound other) {
    return new Decomposition(
        averageKl, mutualInformation, marginalKl, residual, routes, points, other);
  }
}
