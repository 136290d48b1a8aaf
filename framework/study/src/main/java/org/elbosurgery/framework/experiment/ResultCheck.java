package org.elbosurgery.framework.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.exchange.PointTerms;
import org.elbosurgery.framework.surgery.SubsampledEstimator;
import org.elbosurgery.framework.surgery.Surgery;
import org.elbosurgery.framework.surgery.TermIdentity;

/**
 * Checks the numbers of a result against each other. Digests show what has changed since it was
 * written; these checks show numbers that never belonged to one result.
 */
final class ResultCheck {

  private ResultCheck() {}

  /** Returns a sentence if the terms contradict average KL = mutual information + marginal KL. */
  static Optional<String> identityProblem(Split split, Decomposition terms) {
    return TermIdentity.contradiction(terms)
        .map(numbers -> "its %s terms contradict each other: %s".formatted(split.label(), numbers));
  }

  /**
   * Returns a sentence for each route of a result that is not the mean of its values per data
   * point.
   */
  static List<String> pointProblems(Surgery surgery, PointTerms points) {
    Map<String, double[]> values = new LinkedHashMap<>();
    values.put("average KL", points.values().averageKl());
    values.put(TermIdentity.INFORMATION, points.values().mutualInformation());
    values.put(TermIdentity.MARGINAL, points.values().marginalKl());
    values.put(SubsampledEstimator.PAIRED_ROUTE, points.values().mutualInformation());
    values.put(SubsampledEstimator.DIRECT_ROUTE, points.values().marginalKl());
    values.put("reconstruction", points.reconstruction());
    Map<String, Estimate> routes = new LinkedHashMap<>(surgery.terms().routes());
    if (TermIdentity.isByPoints(surgery.terms())) {
      routes.put("average KL", surgery.terms().averageKl());
    }
    if (points.values().indices().isEmpty()) { // the reconstruction is of all points
      surgery.reconstruction().ifPresent(estimate -> routes.put("reconstruction", estimate));
    }
    List<String> problems = new ArrayList<>();
    values.forEach(
        (name, of) -> {
          double mean = StatUtils.mean(of);
          Estimate route = routes.get(name);
          if (route != null && Math.abs(mean - route.mean()) > TermIdentity.ROUNDING * scale(of)) {
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
