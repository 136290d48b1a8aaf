package org.elbosurgery.framework.surgery;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Estimate;

/** Average KL = mutual information + marginal KL, as estimates of the three have to keep it. */
public final class TermIdentity {

  /** The route of the {@link ExactEstimator} whose values per data point are kept. */
  public static final String INFORMATION = "mutual information, paired";

  /** The route of the {@link ExactEstimator} whose values per data point are kept. */
  public static final String MARGINAL = "marginal KL, direct";

  /** Sums of the same values in another order differ by less, relative to the values. */
  public static final double ROUNDING = 1e-8;

  /**
   * Terms that contradict each other by fewer standard errors are no reason to refuse them: an
   * estimator of a plugin may know its errors badly.
   */
  private static final double ERRORS = 10;

  private TermIdentity() {}

  /**
   * Returns the terms where they contradict the identity. The two sides differ by the residual
   * where the marginal KL is its direct route alone, and by nothing where it is the average KL less
   * the mutual information; a combination of the two is in between. That holds of bounds, too,
   * whose residual need not be zero, but is what they leave.
   *
   * @return the numbers in words; empty if they do not
   */
  public static Optional<String> contradiction(Decomposition terms) {
    double average = terms.averageKl().mean();
    double information = terms.mutualInformation().mean();
    double marginal = terms.marginalKl().mean();
    double residual = terms.residual().mean();
    double rounding = ROUNDING * (1 + Math.abs(average) + Math.abs(information));
    double slack = rounding + ERRORS * error(terms);
    double difference = average - information - marginal;
    boolean fits =
        difference >= Math.min(0, residual) - slack && difference <= Math.max(0, residual) + slack;
    if (isByPoints(terms)) {
      double direct = terms.routes().get(MARGINAL).mean();
      fits &= Math.abs(average - information - direct - residual) <= rounding;
    }
    return fits
        ? Optional.empty()
        : Optional.of(
            "average KL %s, mutual information %s, marginal KL %s, residual %s"
                .formatted(average, information, marginal, residual));
  }

  private static double error(Decomposition terms) {
    return Stream.of(
            terms.averageKl(), terms.mutualInformation(), terms.marginalKl(), terms.residual())
        .mapToDouble(Estimate::standardError)
        .reduce(0, Math::hypot);
  }

  /** Returns whether the terms are the means of values per data point that are kept. */
  public static boolean isByPoints(Decomposition terms) {
    Map<String, Estimate> routes = terms.routes();
    return routes.containsKey(INFORMATION) && routes.containsKey(MARGINAL);
  }
}
