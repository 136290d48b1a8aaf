package org.elbosurgery.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The regularisation term of an ELBO, taken apart: average KL = index-code mutual information +
 * marginal KL (Hoffman and Johnson 2016, equation 6). The terms are estimated by separate routes,
 * not only by subtraction from each other, so that the residual is a check that can fail. All are
 * in nats per data point.
 *
 * @param averageKl (1/N) sum_n KL(q(z|x_n) || p(z))
 * @param mutualInformation I_q(n; z), between 0 and log N
 * @param marginalKl KL(q(z) || p(z))
 * @param residual average KL - mutual information - marginal KL (direct); zero within its error
 * @param routes the individual estimates that the terms above combine, by name, in the order of
 *     computation
 * @param points what each data point adds to the terms, or those of them that were drawn; empty
 *     where the estimator has no such values
 * @param bound whether the mutual information and the marginal KL are bounds
 * @param kernel the name of what computed the sums over the data set, to be recorded with the
 *     result; empty where the estimator does not say
 * @since 0.1.0
 */
public record Decomposition(
    Estimate averageKl,
    Estimate mutualInformation,
    Estimate marginalKl,
    Estimate residual,
    Map<String, Estimate> routes,
    Optional<PointValues> points,
    InformationBound bound,
    Optional<String> kernel) {

  /**
   * Copies the routes, keeping their order.
   *
   * @throws IllegalArgumentException if the name of the kernel is blank
   */
  public Decomposition {
    if (kernel.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException(
          "the name of a kernel is blank; leave it out if there is none");
    }
    routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
  }

  /** Makes a decomposition whose terms are not bounds, with no kernel named. */
  public Decomposition(
      Estimate averageKl,
      Estimate mutualInformation,
      Estimate marginalKl,
      Estimate residual,
      Map<String, Estimate> routes,
      Optional<PointValues> points) {
    this(
        averageKl,
        mutualInformation,
        marginalKl,
        residual,
        routes,
        points,
        InformationBound.NONE,
        Optional.empty());
  }

  /** Returns the same terms with other values per data point. */
  public Decomposition with(Optional<PointValues> values) {
    return new Decomposition(
        averageKl, mutualInformation, marginalKl, residual, routes, values, bound, kernel);
  }

  /** Returns the same terms with another declaration of whether they are bounds. */
  public Decomposition with(InformationBound other) {
    return new Decomposition(
        averageKl, mutualInformation, marginalKl, residual, routes, points, other, kernel);
  }

  /**
   * Returns the same terms as computed by a kernel.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public Decomposition computedBy(String name) {
    return new Decomposition(
        averageKl,
        mutualInformation,
        marginalKl,
        residual,
        routes,
        points,
        bound,
        Optional.of(name));
  }
}
