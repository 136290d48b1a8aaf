package org.elbosurgery.framework.contract;

import static org.elbosurgery.framework.contract.TrialPosteriors.box;
import static org.elbosurgery.framework.contract.TrialPosteriors.cube;
import static org.elbosurgery.framework.contract.TrialPosteriors.lumpsInThePlane;
import static org.elbosurgery.framework.contract.TrialPosteriors.scattered;
import static org.elbosurgery.framework.contract.TrialPosteriors.standard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.surgery.CheckedEstimator;

/** Checks of estimators. */
final class EstimatorChecks {

  /** A normal variable deviates by more than 5 standard deviations with probability 6e-7. */
  static final double DEVIATIONS = 5;

  /**
   * The tolerance for posteriors in single precision and a kernel that computes in single
   * precision.
   */
  static final double ROUNDING = 2e-5;

  private static final int REPETITIONS = 200;

  /** The probability that intervals fail which contain the true value in 93 % of repetitions. */
  private static final double FALSE_ALARM = 1e-6;

  private EstimatorChecks() {}

  static Decomposition estimate(
      Estimator estimator, Posteriors posteriors, Distribution prior, Budget budget, long seed) {
    if (posteriors.dimensions() > maxDimensions(estimator)) {
      throw new NotApplicable("it declares that it takes few dimensions");
    }
    return PluginCall.of(
        estimator,
        "estimate",
        () -> estimator.estimate(posteriors, prior, budget, RandomStream.of(seed)));
  }

  /** Returns a number of dimensions, or the largest that the estimator takes if that is less. */
  static int within(Estimator estimator, int dimensions) {
    return Math.min(dimensions, maxDimensions(estimator));
  }

  private static int maxDimensions(Estimator estimator) {
    return new CheckedEstimator(estimator).maxDimensions();
  }

  private static Map<String, Estimate> terms(Decomposition result) {
    Map<String, Estimate> terms = new LinkedHashMap<>();
    terms.put("average KL", result.averageKl());
    terms.put("mutual information", result.mutualInformation());
    terms.put("marginal KL", result.marginalKl());
    return terms;
  }

  private static void requireTrue(
      Estimator estimator, String posteriors, Decomposition result, TrueTerms truth) {
    truth
        .compared(result, estimator.informationBound())
        .forEach(
            (term, compared) ->
                Breach.unless(
                    compared.excess()
                        <= DEVIATIONS * compared.estimate().standardError() + ROUNDING,
                    "the %s of %s is %s",
                    term,
                    posteriors,
                    compared));
  }

  private static void requireAgree(String what, Decomposition a, Decomposition b) {
    Map<String, Estimate> other = terms(b);
    terms(a)
        .forEach(
            (term, estimate) -> {
              Estimate second = other.get(term);
              double error = Math.hypot(estimate.standardError(), second.standardError());
              Breach.unless(
                  Math.abs(estimate.mean() - second.mean()) <= DEVIATIONS * error + ROUNDING,
                  "%s changes the %s from %.6f +- %.6f to %.6f +- %.6f",
                  what,
                  term,
                  estimate.mean(),
                  estimate.standardError(),
                  second.mean(),
                  second.standardError());
            });
  }

  static void pairs(Estimator estimator) {
    for (double a : new double[] {0.5, 1, 2, 5}) {
      Posteriors pair = cube(a, 1);
      Decomposition result = estimate(estimator, pair, standard(pair), Budget.of(4000, 1), 1);
      requireTrue(estimator, "two posteriors at +-" + a, result, TrueTerms.ofPair(a));
    }
  }

  static void cubes(Estimator estimator) {
    for (int d : new int[] {within(estimator, 3), within(estimator, 6)}) {
      Posteriors cube = cube(1, d);
      Decomposition result = estimate(estimator, cube, standard(cube), Budget.of(200, 1), 2);
      String posteriors = "the corners of a cube in " + d + " dimensions";
      requireTrue(estimator, posteriors, result, TrueTerms.ofPair(1).times(d));
    }
  }

  /**
   * Uses pairs at -1 and 1 in one dimension and at the corners of {-6, 6}^10 in the others: an
   * estimator that uses only a part of the data misses most partners, and most of log N.
   */
  static void pairsOfManyPoints(Estimator estimator) {
    Posteriors posteriors = box(6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 1);
    Decomposition result =
        estimate(estimator, posteriors, standard(posteriors), Budget.of(2, 1), 15);
    TrueTerms truth = TrueTerms.ofPair(6).times(10).plus(TrueTerms.ofPair(1));
    requireTrue(estimator, posteriors.size() + " posteriors in pairs", result, truth);
  }

  /** Compares with KL(N(m, v) || N(0, I)) = 1/2 sum_j (m_j^2 + v_j - 1 - log v_j). */
  static void identicalPosteriors(Estimator estimator) {
    Posteriors posteriors = scattered(1, 2).rows(new int[12]);
    double kl = 0;
    for (int j = 0; j < posteriors.dimensions(); j++) {
      double m = posteriors.mean(0, j);
      double logVariance = posteriors.logVariance(0, j);
      kl += (m * m + Math.exp(logVariance) - 1 - logVariance) / 2;
    }
    Decomposition result =
        estimate(estimator, posteriors, standard(posteriors), Budget.of(200, 1), 4);
    requireTrue(estimator, "identical posteriors", result, new TrueTerms(kl, 0, kl));
  }

  static void order(Estimator estimator) {
    Posteriors posteriors = scattered(50, 2);
    Posteriors permuted = posteriors.rows(RandomStream.of(5).permutation(50));
    Budget budget = Budget.of(40, 1);
    requireAgree(
        "another order of the data points",
        estimate(estimator, posteriors, standard(posteriors), budget, 5),
        estimate(estimator, permuted, standard(posteriors), budget, 6));
  }

  static void duplicates(Estimator estimator) {
    TermChecks.requireValues(estimator);
    Posteriors posteriors = scattered(50, 2);
    int[] twice = new int[100];
    Arrays.setAll(twice, i -> i % 50);
    Budget budget = Budget.of(40, 1);
    requireAgree(
        "every data point twice",
        estimate(estimator, posteriors, standard(posteriors), budget, 7),
        estimate(estimator, posteriors.rows(twice), standard(posteriors), budget, 8));
  }

  static void refusesOtherDimensions(Estimator estimator) {
    try {
      estimator.estimate(
          cube(1, 3), DiagonalGaussianMixture.standard(7), Budget.of(1, 1), RandomStream.of(9));
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      Breach.unless(
          message.contains("3") && message.contains("7"),
          "posteriors of 3 dimensions and a prior of 7 are refused without naming both: %s",
          message);
      return;
    }
    throw new Breach("posteriors of 3 dimensions are accepted with a prior of 7");
  }

  static void progressReachesItsTotal(Estimator estimator) {
    List<long[]> reports = new ArrayList<>();
    Budget budget =
        new Budget(
            3,
            2,
            (done, total) -> {
              synchronized (reports) {
                reports.add(new long[] {done, total});
              }
            });
    Posteriors posteriors = scattered(40, 2);
    estimate(estimator, posteriors, standard(posteriors), budget, 10);
    Breach.unless(!reports.isEmpty(), "the budget's listener never receives progress");
    for (int i = 1; i < reports.size(); i++) {
      Breach.unless(
          reports.get(i)[0] >= reports.get(i - 1)[0],
          "progress goes back from %d to %d",
          reports.get(i - 1)[0],
          reports.get(i)[0]);
    }
    long[] last = reports.get(reports.size() - 1);
    Breach.unless(last[0] == last[1], "progress ends at %d of %d", last[0], last[1]);
  }

  /**
   * Uses the corners of a cube, at which all points have the same true values, so that the spread
   * over the points is due to sampling alone.
   */
  static void pointValuesAverageToTheTerms(Estimator estimator) {
    Posteriors posteriors = cube(1, within(estimator, 5));
    Decomposition result =
        estimate(estimator, posteriors, standard(posteriors), Budget.of(50, 1), 11);
    PointValues points =
        result.points().orElseThrow(() -> new NotApplicable("it returns no values per data point"));
    Breach.unless(
        estimator.informationBound() != InformationBound.BIASED,
        "it declares its estimates as biased and returns values per data point, which differences"
            + " and gaps are made of: leave them out");
    Breach.unless(
        points.fit(posteriors.size()),
        "it returns values of %d points for %d, or row numbers beyond them",
        points.size(),
        posteriors.size());
    requireAverage("average KL", points.averageKl(), result.averageKl());
    requireAverage("mutual information", points.mutualInformation(), result.mutualInformation());
    requireAverage("marginal KL", points.marginalKl(), result.marginalKl());
  }

  private static void requireAverage(String term, double[] values, Estimate estimate) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    double error = Math.sqrt(squares / (values.length - 1) / values.length);
    Breach.unless(
        Math.abs(mean - estimate.mean())
            <= DEVIATIONS * Math.hypot(error, estimate.standardError()) + ROUNDING,
        "the values per data point average to a %s of %.6f; the term is %.6f +- %.6f",
        term,
        mean,
        estimate.mean(),
        estimate.standardError());
  }

  /**
   * Requires at least as many intervals to contain the true value as the 1e-6 quantile of a
   * binomial distribution, whose probability is set to 0.93 because samples are not quite normal.
   */
  static void coverage(Estimator estimator) {
    int d = within(estimator, 3);
    Posteriors posteriors = cube(1, d);
    TrueTerms truth = TrueTerms.ofPair(1).times(d);
    Map<String, Integer> held = new LinkedHashMap<>();
    for (int seed = 0; seed < REPETITIONS; seed++) {
      Decomposition result =
          estimate(estimator, posteriors, standard(posteriors), Budget.of(16, 1), seed);
      truth
          .compared(result, estimator.informationBound())
          .forEach(
              (term, compared) -> {
                double reach = 1.96 * compared.estimate().standardError() + ROUNDING;
                held.merge(term, compared.excess() <= reach ? 1 : 0, Integer::sum);
              });
    }
    int fewest =
        new BinomialDistribution(null, REPETITIONS, 0.93).inverseCumulativeProbability(FALSE_ALARM);
    held.forEach(
        (term, count) ->
            Breach.unless(
                count >= fewest,
                "the 95 %% interval of the %s contains the true value in %d of %d repetitions; at"
                    + " least %d are expected: the standard error is too small",
                term,
                count,
                REPETITIONS,
                fewest));
  }

  static void sameStreamSameBits(Estimator estimator) {
    Posteriors posteriors = scattered(40, 2);
    Budget budget = Budget.of(3, 1);
    Decomposition first =
        ReproducibilityChecks.seeded(
            101, () -> estimate(estimator, posteriors, lumpsInThePlane(), budget, 12));
    Decomposition again =
        ReproducibilityChecks.seeded(
            202, () -> estimate(estimator, posteriors, lumpsInThePlane(), budget, 12));
    requireSame("a second call with the same stream", first, again);
  }

  static void threadsChangeNothing(Estimator estimator) {
    Posteriors posteriors = scattered(600, 2);
    DiagonalGaussianMixture prior = lumpsInThePlane();
    Decomposition one = estimate(estimator, posteriors, prior, Budget.of(3, 1), 13);
    for (int threads : new int[] {2, 3}) {
      Decomposition many = estimate(estimator, posteriors, prior, Budget.of(3, threads), 13);
      requireSame(threads + " threads for one", one, many);
    }
  }

  private static void requireSame(String what, Decomposition a, Decomposition b) {
    Map<String, Estimate> other = terms(b);
    terms(a)
        .forEach(
            (term, estimate) ->
                Breach.unless(
                    estimate.equals(other.get(term)),
                    "%s changes the %s from %s to %s",
                    what,
                    term,
                    estimate,
                    other.get(term)));
  }

  /** Checks that the plugin returns estimates, which are always finite. */
  static void works(Estimator estimator) {
    Posteriors posteriors = scattered(20, 2);
    estimate(estimator, posteriors, standard(posteriors), Budget.of(2, 1), 14);
  }
}
