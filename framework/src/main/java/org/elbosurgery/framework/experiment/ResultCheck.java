package org.elbosurgery.framework.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.codes.PointTerms;

/**
 * What the numbers of a result say of each other. Digests tell what has changed since it was
 * written; these tell what was never one result.
 */
final class ResultCheck {

  /** Sums of the same values in another order differ by less, relative to the values. */
  private static final double ROUNDING = 1e-8;

  /**
   * Terms that contradict each other by fewer standard errors are no reason to refuse a result: an
   * estimator of a plugin may know its errors badly.
   */
  private static final double ERRORS = 10;

  /** The routes that the values per data point are of. */
  private static final String INFORMATION = "mutual information, paired";

  private static final String MARGINAL = "marginal KL, direct";

  private ResultCheck() {}

  /**
   * Returns what contradicts average KL = mutual information + marginal KL. The two sides differ by
   * the residual where the marginal KL is its direct route alone, and by nothing where it is the
   * average KL less the mutual information; a combination of the two is in between.
   *
   * @return one sentence; empty if nothing does
   */
  static Optional<String> identityProblem(Split split, Decomposition terms) {
    double average = terms.averageKl().mean();
    double information = terms.mutualInformation().mean();
    double marginal = terms.marginalKl().mean();
    double residual = terms.residual().mean();
    double rounding = ROUNDING * (1 + Math.abs(average) + Math.abs(information));
    double slack =
        rounding
            + ERRORS
                * Stream.of(
                        terms.averageKl(),
                        terms.mutualInformation(),
                        terms.marginalKl(),
                        terms.residual())
                    .mapToDouble(Estimate::standardError)
                    .reduce(0, Math::hypot);
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
            "its %s terms contradict each other: average KL %s, mutual information %s, marginal KL %s, residual %s"
                .formatted(split.label(), average, information, marginal, residual));
  }

  /** Returns whether the terms are the means of values per data point that are kept. */
  private static boolean isByPoints(Decomposition terms) {
    return terms.routes().keySet().containsAll(Set.of(INFORMATION, MARGINAL));
  }

  /**
   * Returns what routes of a result are not the means of values per data point, one sentence each.
   */
  static List<String> pointProblems(Surgery surgery, PointTerms points) {
    Map<String, double[]> values = new LinkedHashMap<>();
    values.put("average KL", points.values().averageKl());
    values.put(INFORMATION, points.values().mutualInformation());
    values.put(MARGINAL, points.values().marginalKl());
    values.put("reconstruction", points.reconstruction());
    Map<String, Estimate> routes = new LinkedHashMap<>(surgery.terms().routes());
    if (isByPoints(surgery.terms())) {
      routes.put("average KL", surgery.terms().averageKl());
    }
    surgery.reconstruction().ifPresent(estimate -> routes.put("reconstruction", estimate));
    List<String> problems = new ArrayList<>();
    values.forEach(
        (name, of) -> {
          double mean = StatUtils.mean(of);
          Estimate route = routes.get(name);
          if (route != null && Math.abs(mean - route.mean()) > ROUNDING * scale(of)) {
            problems.add(
                "%s is %s on average, and %s in %s"
                    .formatted(name, mean, route.mean(), RunFolder.RESULT));
          }
        });
    return problems;
  }

  private static double scale(double[] values) {
    double scale = 1;
    for (double value : values) {
      scale = Math.max(scale, Math.abs(value));
    }
    return scale;
  }
}
