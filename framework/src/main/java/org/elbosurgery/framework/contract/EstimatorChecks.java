package org.elbosurgery.framework.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Codes;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Density;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.plugin.PluginCall;

/** What holds of estimators. */
final class EstimatorChecks {

  /** A normal variable is further than 5 standard deviations out with probability 6e-7. */
  private static final double DEVIATIONS = 5;

  /** What codes in single precision, and a kernel that computes in it, may cost. */
  private static final double ROUNDING = 2e-5;

  private static final int REPETITIONS = 200;

  /** How often intervals that hold the true value in 93 % of repetitions fail. */
  private static final double FALSE_ALARM = 1e-6;

  /**
   * Mutual information of two unit-variance posteriors at -a and a: log 2 - E[log(1 + exp(-2 a y))]
   * with y from N(a, 1), by quadrature. The average KL under N(0, 1) is a^2 / 2, the marginal KL
   * their difference.
   */
  private static final Map<Double, Double> PAIR_INFORMATION =
      Map.of(0.5, 0.11142148, 1.0, 0.33683082, 2.0, 0.63272019, 5.0, 0.69314632);

  /** The true terms of a surgery. */
  private record Terms(double averageKl, double mutualInformation, double marginalKl) {

    /** Returns the terms of the corners of a cube in d dimensions. */
    static Terms ofCube(double a, int d) {
      double averageKl = a * a / 2;
      double information = PAIR_INFORMATION.get(a);
      return new Terms(d * averageKl, d * information, d * (averageKl - information));
    }
  }

  private EstimatorChecks() {}

  private static Decomposition estimate(
      Estimator estimator, Codes codes, Density prior, Budget budget, long seed) {
    return PluginCall.of(
        estimator,
        "estimate",
        () -> estimator.estimate(codes, prior, budget, RandomStream.of(seed)));
  }

  private static DiagonalGaussianMixture standard(Codes codes) {
    return DiagonalGaussianMixture.standard(codes.dimensions());
  }

  private static Map<String, Estimate> terms(Decomposition result) {
    Map<String, Estimate> terms = new LinkedHashMap<>();
    terms.put("average KL", result.averageKl());
    terms.put("mutual information", result.mutualInformation());
    terms.put("marginal KL", result.marginalKl());
    return terms;
  }

  /** Returns unit-variance posteriors at every corner of {-a, a}^d. */
  private static Codes cube(double a, int d) {
    int n = 1 << d;
    float[] mean = new float[n * d];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (((i / d) >> (i % d) & 1) == 0 ? -a : a);
    }
    return new Codes(n, d, mean, new float[n * d]);
  }

  /** Returns posteriors about as wide as they are apart. */
  private static Codes scattered(int n, int d) {
    RandomStream random = RandomStream.of(21);
    float[] mean = random.gaussians(n * d);
    float[] logVariance = random.gaussians(n * d);
    for (int i = 0; i < logVariance.length; i++) {
      logVariance[i] = 0.3f * logVariance[i] - 1;
    }
    return new Codes(n, d, mean, logVariance);
  }

  /** Returns the codes with the rows of a list. */
  private static Codes rows(Codes codes, int... rows) {
    int d = codes.dimensions();
    float[] mean = new float[rows.length * d];
    float[] logVariance = new float[rows.length * d];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = codes.mean(rows[i / d], i % d);
      logVariance[i] = codes.logVariance(rows[i / d], i % d);
    }
    return new Codes(rows.length, d, mean, logVariance);
  }

  private static void requireTrue(String codes, Decomposition result, Terms truth) {
    requireClose("average KL of " + codes, result.averageKl(), truth.averageKl());
    requireClose(
        "mutual information of " + codes, result.mutualInformation(), truth.mutualInformation());
    requireClose("marginal KL of " + codes, result.marginalKl(), truth.marginalKl());
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
      Codes pair = cube(a, 1);
      Decomposition result = estimate(estimator, pair, standard(pair), Budget.of(4000, 1), 1);
      requireTrue("two posteriors at -" + a + " and " + a, result, Terms.ofCube(a, 1));
    }
  }

  static void cubes(Estimator estimator) {
    for (int d : new int[] {3, 6}) {
      Codes cube = cube(1, d);
      Decomposition result = estimate(estimator, cube, standard(cube), Budget.of(200, 1), 2);
      requireTrue("the corners of a cube in " + d + " dimensions", result, Terms.ofCube(1, d));
    }
  }

  /** With one sample a point, where subtraction shows. */
  static void bounds(Estimator estimator) {
    for (double a : new double[] {0.5, 2, 5}) {
      for (int seed = 0; seed < 10; seed++) {
        Codes codes = cube(a, 4);
        Decomposition result = estimate(estimator, codes, standard(codes), Budget.of(1, 1), seed);
        Estimate information = result.mutualInformation();
        double error = information.standardError();
        Breach.unless(
            information.mean() <= Math.log(codes.size()) + ROUNDING,
            "the mutual information of %d points is estimated as %.6f, above log N = %.6f: take a"
                + " form whose values are bounded, not a difference of others",
            codes.size(),
            information.mean(),
            Math.log(codes.size()));
        Breach.unless(
            information.mean() >= -DEVIATIONS * error - ROUNDING,
            "the mutual information is estimated as %.6f +- %.6f, below 0",
            information.mean(),
            error);
        double both = Math.hypot(error, result.averageKl().standardError());
        Breach.unless(
            information.mean() <= result.averageKl().mean() + DEVIATIONS * both + ROUNDING,
            "the mutual information is estimated as %.6f, above the average KL %.6f",
            information.mean(),
            result.averageKl().mean());
      }
    }
  }

  /** Under a prior with a closed form and one without. */
  static void identity(Estimator estimator) {
    Codes codes = scattered(60, 3);
    for (Density prior : List.of(standard(codes), threeLumps())) {
      Decomposition result = estimate(estimator, codes, prior, Budget.of(20, 1), 3);
      requireClose("residual", result.residual(), 0);
      double difference = result.averageKl().mean();
      double error = result.averageKl().standardError();
      for (Estimate term : List.of(result.mutualInformation(), result.marginalKl())) {
        difference -= term.mean();
        error += term.standardError(); // however they depend on each other
      }
      Breach.unless(
          Math.abs(difference) <= DEVIATIONS * error + ROUNDING,
          "average KL - mutual information - marginal KL is %.6f, with errors of %.6f",
          difference,
          error);
    }
  }

  private static DiagonalGaussianMixture threeLumps() {
    return new DiagonalGaussianMixture(
        new double[] {0, -1, 0.5},
        new double[] {-1, 0, 1, 0.5, 0.5, 0, 1, -1, 0},
        new double[] {0, 0.3, 0, -0.5, 0, 0.2, 0, 0, 0.4});
  }

  /** KL(N(m, v) || N(0, I)) = 1/2 sum_j (m_j^2 + v_j - 1 - log v_j). */
  static void identicalPosteriors(Estimator estimator) {
    Codes codes = rows(scattered(1, 2), new int[12]);
    double kl = 0;
    for (int j = 0; j < codes.dimensions(); j++) {
      double m = codes.mean(0, j);
      double logVariance = codes.logVariance(0, j);
      kl += (m * m + Math.exp(logVariance) - 1 - logVariance) / 2;
    }
    Decomposition result = estimate(estimator, codes, standard(codes), Budget.of(200, 1), 4);
    requireTrue("identical posteriors", result, new Terms(kl, 0, kl));
  }

  static void order(Estimator estimator) {
    Codes codes = scattered(50, 2);
    Codes permuted = rows(codes, RandomStream.of(5).permutation(50));
    Budget budget = Budget.of(40, 1);
    requireAgree(
        "another order of the data points",
        estimate(estimator, codes, standard(codes), budget, 5),
        estimate(estimator, permuted, standard(codes), budget, 6));
  }

  static void duplicates(Estimator estimator) {
    Codes codes = scattered(50, 2);
    int[] twice = new int[100];
    Arrays.setAll(twice, i -> i % 50);
    Budget budget = Budget.of(40, 1);
    requireAgree(
        "every data point twice",
        estimate(estimator, codes, standard(codes), budget, 7),
        estimate(estimator, rows(codes, twice), standard(codes), budget, 8));
  }

  static void refusesOtherDimensions(Estimator estimator) {
    try {
      estimator.estimate(
          cube(1, 3), DiagonalGaussianMixture.standard(7), Budget.of(1, 1), RandomStream.of(9));
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      Breach.unless(
          message.contains("3") && message.contains("7"),
          "codes of 3 dimensions and a prior of 7 are refused without naming both: %s",
          message);
      return;
    }
    throw new Breach("codes of 3 dimensions are taken with a prior of 7");
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
    Codes codes = scattered(40, 2);
    estimate(estimator, codes, standard(codes), budget, 10);
    Breach.unless(!reports.isEmpty(), "the budget's progress is never told");
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
   * Of the corners of a cube every point has the same true values, so that their spread over the
   * points is that of sampling.
   */
  static void pointValuesAverageToTheTerms(Estimator estimator) {
    Codes codes = cube(1, 5);
    Decomposition result = estimate(estimator, codes, standard(codes), Budget.of(50, 1), 11);
    PointValues points =
        result.points().orElseThrow(() -> new NotApplicable("it gives no values of data points"));
    Breach.unless(
        points.size() == codes.size(),
        "it gives values of %d points for %d",
        points.size(),
        codes.size());
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
        "the values of the data points average to a %s of %.6f; the term is %.6f +- %.6f",
        term,
        mean,
        estimate.mean(),
        estimate.standardError());
  }

  /**
   * The fewest intervals that may hold the true value are the 1e-6 quantile of a binomial
   * distribution; for samples that are not quite normal its probability is set at 0.93.
   */
  static void coverage(Estimator estimator) {
    Codes codes = cube(1, 3);
    Terms truth = Terms.ofCube(1, 3);
    Map<String, Double> expected =
        Map.of(
            "average KL", truth.averageKl(),
            "mutual information", truth.mutualInformation(),
            "marginal KL", truth.marginalKl());
    Map<String, Integer> held = new LinkedHashMap<>();
    for (int seed = 0; seed < REPETITIONS; seed++) {
      terms(estimate(estimator, codes, standard(codes), Budget.of(16, 1), seed))
          .forEach(
              (term, estimate) -> {
                double reach = 1.96 * estimate.standardError() + ROUNDING;
                boolean holds = Math.abs(estimate.mean() - expected.get(term)) <= reach;
                held.merge(term, holds ? 1 : 0, Integer::sum);
              });
    }
    int fewest =
        new BinomialDistribution(null, REPETITIONS, 0.93).inverseCumulativeProbability(FALSE_ALARM);
    held.forEach(
        (term, count) ->
            Breach.unless(
                count >= fewest,
                "the 95 %% interval of the %s holds the true value in %d of %d repetitions; at"
                    + " least %d are due: the standard error is too small",
                term,
                count,
                REPETITIONS,
                fewest));
  }

  static void sameStreamSameBits(Estimator estimator) {
    Codes codes = scattered(40, 2);
    Budget budget = Budget.of(3, 1);
    Decomposition first =
        ReproducibilityChecks.seeded(
            101, () -> estimate(estimator, codes, threeLumpsInThePlane(), budget, 12));
    Decomposition again =
        ReproducibilityChecks.seeded(
            202, () -> estimate(estimator, codes, threeLumpsInThePlane(), budget, 12));
    requireSame("a second call with the same stream", first, again);
  }

  static void threadsChangeNothing(Estimator estimator) {
    Codes codes = scattered(600, 2);
    DiagonalGaussianMixture prior = threeLumpsInThePlane();
    Decomposition one = estimate(estimator, codes, prior, Budget.of(3, 1), 13);
    for (int threads : new int[] {2, 3}) {
      Decomposition many = estimate(estimator, codes, prior, Budget.of(3, threads), 13);
      requireSame(threads + " threads for one", one, many);
    }
  }

  private static DiagonalGaussianMixture threeLumpsInThePlane() {
    return new DiagonalGaussianMixture(
        new double[] {0, -1, 0.5}, new double[] {-1, 0, 1, 0.5, 0, 1}, new double[6]);
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

  /** The plugin gives estimates; an estimate is always finite. */
  static void works(Estimator estimator) {
    Codes codes = scattered(20, 2);
    estimate(estimator, codes, standard(codes), Budget.of(2, 1), 14);
  }
}
