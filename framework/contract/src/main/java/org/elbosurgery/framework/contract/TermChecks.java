package org.elbosurgery.framework.contract;

import static org.elbosurgery.framework.contract.EstimatorChecks.DEVIATIONS;
import static org.elbosurgery.framework.contract.EstimatorChecks.ROUNDING;
import static org.elbosurgery.framework.contract.EstimatorChecks.estimate;
import static org.elbosurgery.framework.contract.EstimatorChecks.within;
import static org.elbosurgery.framework.contract.TrialPosteriors.cube;
import static org.elbosurgery.framework.contract.TrialPosteriors.lumpsInSpace;
import static org.elbosurgery.framework.contract.TrialPosteriors.lumpsInThePlane;
import static org.elbosurgery.framework.contract.TrialPosteriors.scattered;
import static org.elbosurgery.framework.contract.TrialPosteriors.standard;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.surgery.TermIdentity;

/** Checks of the relations between the terms of an estimator. */
final class TermChecks {

  private TermChecks() {}

  /**
   * Checks the limits of the mutual information with one sample per point, with which estimates by
   * subtraction exceed them.
   */
  static void bounds(Estimator estimator) {
    InformationBound bound = estimator.informationBound();
    for (double a : new double[] {0.5, 2, 5}) {
      for (int seed = 0; seed < 10; seed++) {
        Posteriors posteriors = cube(a, within(estimator, 4));
        Decomposition result =
            estimate(estimator, posteriors, standard(posteriors), Budget.of(1, 1), seed);
        Estimate information = result.mutualInformation();
        if (!bound.mayExceed()) {
          requireBelow(information, posteriors.size(), result.averageKl());
        }
        Breach.unless(
            bound.mayFallShort()
                || information.mean() >= -DEVIATIONS * information.standardError() - ROUNDING,
            "the mutual information is estimated as %.6f +- %.6f, below 0",
            information.mean(),
            information.standardError());
      }
    }
  }

  private static void requireBelow(Estimate information, int size, Estimate averageKl) {
    Breach.unless(
        information.mean() <= Math.log(size) + ROUNDING,
        "the mutual information of %d points is estimated as %.6f, above log N = %.6f: use a form"
            + " whose values are bounded, not a difference of others",
        size,
        information.mean(),
        Math.log(size));
    double both = Math.hypot(information.standardError(), averageKl.standardError());
    Breach.unless(
        information.mean() <= averageKl.mean() + DEVIATIONS * both + ROUNDING,
        "the mutual information is estimated as %.6f, above the average KL %.6f",
        information.mean(),
        averageKl.mean());
  }

  /** Makes a rule apply only to estimates that are not bounds. */
  static void requireValues(Estimator estimator) {
    if (estimator.informationBound() != InformationBound.NONE) {
      throw new NotApplicable(
          estimator.informationBound() == InformationBound.BIASED
              ? "it declares its estimates as biased"
              : "its estimates are bounds");
    }
  }

  /** Checks the identity for a prior with a closed form and one without. */
  static void identity(Estimator estimator) {
    boolean space = within(estimator, 3) == 3;
    Posteriors posteriors = space ? scattered(60, 3) : scattered(60, 2);
    Distribution lumps = space ? lumpsInSpace() : lumpsInThePlane();
    for (Distribution prior : List.of(standard(posteriors), lumps)) {
      Decomposition result = estimate(estimator, posteriors, prior, Budget.of(20, 1), 3);
      TermIdentity.contradiction(result)
          .ifPresent(
              numbers -> {
                throw new Breach("the terms contradict each other: " + numbers);
              });
      if (estimator.informationBound() == InformationBound.NONE) {
        requireIdentity(result);
      }
    }
  }

  private static void requireIdentity(Decomposition result) {
    requireClose("residual", result.residual(), 0);
    double difference = result.averageKl().mean();
    double error = result.averageKl().standardError();
    for (Estimate term : List.of(result.mutualInformation(), result.marginalKl())) {
      difference -= term.mean();
      error += term.standardError(); // an upper limit, however they are correlated
    }
    Breach.unless(
        Math.abs(difference) <= DEVIATIONS * error + ROUNDING,
        "average KL - mutual information - marginal KL is %.6f, with errors of %.6f",
        difference,
        error);
  }

  /**
   * Uses N(0, I), for which the average KL is known: the samples of the other terms cannot cancel
   * in the residual unless one of the terms was constructed so that they do.
   */
  static void residualCanFail(Estimator estimator) {
    requireValues(estimator);
    Posteriors posteriors = scattered(30, 2);
    List<Decomposition> results =
        IntStream.range(0, 5)
            .mapToObj(
                seed ->
                    estimate(estimator, posteriors, standard(posteriors), Budget.of(2, 1), seed))
            .toList();
    double variation =
        range(results, Decomposition::mutualInformation)
            + range(results, Decomposition::marginalKl);
    if (variation <= ROUNDING) {
      throw new NotApplicable("its terms do not depend on samples");
    }
    double residual = range(results, Decomposition::residual);
    Breach.unless(
        residual > 1e-6 * variation,
        "of five estimates the mutual information and the marginal KL vary by %.6f, the residual by"
            + " %.1e: it is zero by construction, so that a wrong term would not show; estimate"
            + " every term by a route of its own, and let the residual be their difference",
        variation,
        residual);
  }

  private static double range(List<Decomposition> results, Function<Decomposition, Estimate> term) {
    DoubleSummaryStatistics values =
        results.stream().mapToDouble(r -> term.apply(r).mean()).summaryStatistics();
    return values.getMax() - values.getMin();
  }

  private static void requireClose(String what, Estimate estimate, double truth) {
    Breach.unless(
        Math.abs(estimate.mean() - truth) <= DEVIATIONS * estimate.standardError() + ROUNDING,
        "the %s is estimated as %.6f +- %.6f; it is %.6f",
        what,
        estimate.mean(),
        estimate.standardError(),
        truth);
  }
}
