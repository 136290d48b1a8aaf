package org.elbosurgery.framework.surgery;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Estimate;

/** Checks estimates against the identity average KL = mutual information + marginal KL. */
public final class TermIdentity {

  /** The name of the {@link ExactEstimator}'s route whose values per data point are kept. */
  public static final String INFORMATION = "mutual information, paired";

  /** The name of the {@link ExactEstimator}'s route whose values per data point are kept. */
  public static final String MARGINAL = "marginal KL, direct";

  /**
   * Sums of the same values in different orders differ by less than this, relative to the values.
   */
  public static final double ROUNDING = 1e-8;

  /**
   * Terms that contradict each other by fewer standard errors are not refused, because a plugin's
   * estimator may estimate its errors poorly.
   */
  private static final double ERRORS = 10;

  private TermIdentity() {}

  /**
   * Checks whether the terms contradict the identity. The two sides differ by the residual if the
   * marginal KL is estimated directly, and not at all if it is the average KL minus the mutual
   * information; for a combination of the two the difference lies in between. The same holds for
   * bounds, whose residual need not be zero.
   *
   * @return the terms in words if they contradict the identity; otherwise empty
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
