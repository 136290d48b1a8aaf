package org.elbosurgery.framework.gap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.exchange.PointTerms;
import org.elbosurgery.framework.kernel.RandomPosteriors;
import org.elbosurgery.framework.surgery.ExactEstimator;
import org.elbosurgery.framework.surgery.Repetitions;
import org.elbosurgery.framework.surgery.Surgery;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whether 95 % intervals, estimate +- 1.96 standard errors, hold the truth in 95 % of seeded
 * {@linkplain Repetitions repetitions}.
 */
@Tag("pairs")
@DisplayName("A 95 % interval")
final class IntervalCoverageTest {

  private static final int DIMENSIONS = 2;

  /** The golden numbers of a pair of posteriors at +-1, for each dimension. */
  private static final double INFORMATION = DIMENSIONS * 0.33683082;

  private static final double MARGINAL_KL = DIMENSIONS * 0.16316918;

  /** Of the prior's pairs. */
  private static final double CENTRE = 0.8;

  private static final double VARIANCE = 0.9;

  /**
   * A product over the dimensions of even mixtures of N(-0.8, 0.9) and N(0.8, 0.9): as a mixture of
   * their 4 products it has no closed form.
   */
  private static Distribution prior() {
    Posteriors corners = RandomPosteriors.hypercube(CENTRE, DIMENSIONS);
    double[] mean = new double[corners.size() * DIMENSIONS];
    double[] logVariance = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = corners.mean(i / DIMENSIONS, i % DIMENSIONS);
      logVariance[i] = Math.log(VARIANCE);
    }
    return new DiagonalGaussianMixture(new double[corners.size()], mean, logVariance);
  }

  private static double pair(double z, double centre, double variance) {
    double above = (z - centre) * (z - centre) / variance;
    double below = (z + centre) * (z + centre) / variance;
    return (Math.exp(-above / 2) + Math.exp(-below / 2)) / Math.sqrt(8 * Math.PI * variance);
  }

  /**
   * The marginal KL of that prior: q(z) is a product too, so it is twice the integral of q log (q /
   * p) over one dimension, by the trapezoid rule, whose error for smooth functions is that of
   * rounding.
   */
  private static double priorMarginalKl() {
    double sum = 0;
    for (int i = -1200; i <= 1200; i++) {
      double q = pair(0.01 * i, 1, 1);
      sum += 0.01 * q * Math.log(q / pair(0.01 * i, CENTRE, VARIANCE));
    }
    return DIMENSIONS * sum;
  }

  /**
   * Unit-variance posteriors at the corners of {-1, 1}^2: 4 points with 550 samples each, so that
   * the standard errors have 2196 degrees of freedom. With the corners 500 times each and two
   * samples of every posterior, the shape of a usual data set, q(z) is the same, and so are the
   * marginal KL and the mutual information.
   */
  @ParameterizedTest
  @CsvSource({"1, 550", "500, 2"})
  @DisplayName("of mutual information, marginal KL and gap closed covers in 95 %")
  void covers(int copies, int samples) {
    Posteriors corners = RandomPosteriors.hypercube(1, DIMENSIONS);
    int points = copies * corners.size();
    Posteriors posteriors =
        corners.rows(IntStream.range(0, points).map(n -> n % corners.size()).toArray());
    Distribution standard = DiagonalGaussianMixture.standard(DIMENSIONS);
    Distribution prior = prior();
    double closed = 1 - priorMarginalKl() / MARGINAL_KL;
    Map<String, Integer> covered = new LinkedHashMap<>();
    for (int i = 0; i < Repetitions.COUNT; i++) {
      Budget budget = Budget.of(samples, 1);
      RandomStream random = RandomStream.of(i);
      Decomposition terms = new ExactEstimator().estimate(posteriors, standard, budget, random);
      GapEstimates gap =
          GapEstimator.estimate(posteriors, List.of(prior), budget, random.named("gap"));
      Map<String, Boolean> hits =
          Map.of(
              "mutual information", covers(terms.mutualInformation(), INFORMATION),
              "marginal KL", covers(terms.marginalKl(), MARGINAL_KL),
              "residual", covers(terms.residual(), 0),
              "gap: mutual information", covers(gap.mutualInformation(), INFORMATION),
              "gap: marginal KL", covers(gap.standardMarginalKl(), MARGINAL_KL),
              "gap: marginal KL of the prior", covers(gap.marginalKl(0), priorMarginalKl()),
              "gap closed", covers(gap.gapClosed(0).orElseThrow(), closed));
      hits.forEach((name, hit) -> covered.merge(name, hit ? 1 : 0, Integer::sum));
    }
    assertThat(covered).hasSize(7);
    Repetitions.assertCoverage(covered);
  }

  /**
   * Codes of a population of data points: means from N(0, 1), variance 1/2, so that with the
   * standard Gaussian the cross-entropy of the population is (log 2 pi + 1 + 1/2) / 2, and with
   * N(1, 2) it is greater by (log 2 + (3/2 + 1) / 2 - 3/2) / 2. 200 points a time: the intervals of
   * Student's t would be 0.6 % wider, and cover that much less.
   */
  @Test
  @DisplayName(
      "of test codes' cross-entropy and of what one prior gains on another, over populations")
  void coversPopulation() {
    Distribution shifted =
        new DiagonalGaussianMixture(new double[1], new double[] {1}, new double[] {Math.log(2)});
    double crossEntropy = 0.5 * (Math.log(2 * Math.PI) + 1.5);
    double gain = 0.5 * (Math.log(2) + (1.5 + 1) / 2 - 1.5);
    int cross = 0;
    int gains = 0;
    for (int i = 0; i < Repetitions.COUNT; i++) {
      RandomStream random = RandomStream.of(i);
      float[] mean = new float[200];
      float[] logVariance = new float[200];
      for (int n = 0; n < mean.length; n++) {
        mean[n] = (float) random.nextGaussian();
        logVariance[n] = (float) Math.log(0.5);
      }
      GapEstimates gap =
          GapEstimator.estimate(
              new Posteriors(200, 1, mean, logVariance),
              List.of(DiagonalGaussianMixture.standard(1), shifted),
              Budget.of(2, 1),
              random.named("gap"));
      cross += covers(gap.crossEntropy(0), crossEntropy) ? 1 : 0;
      gains += covers(gap.gain(0, 1), gain) ? 1 : 0;
    }
    Repetitions.assertCoverage(Map.of("cross-entropy", cross, "gain", gains));
  }

  /** Of the population of {@link #coversJointly}: 7 of 10 unit-variance posteriors are at 1. */
  private static double unequalPair(double z) {
    return (0.7 * Math.exp(-(z - 1) * (z - 1) / 2) + 0.3 * Math.exp(-(z + 1) * (z + 1) / 2))
        / Math.sqrt(2 * Math.PI);
  }

  /** Its marginal KL with N(mean, variance), by the trapezoid rule. */
  private static double unequalMarginalKl(double mean, double variance) {
    double sum = 0;
    for (int i = -1200; i <= 1200; i++) {
      double z = 0.01 * i;
      double logPrior =
          -0.5 * ((z - mean) * (z - mean) / variance + Math.log(2 * Math.PI * variance));
      sum += 0.01 * unequalPair(z) * (Math.log(unequalPair(z)) - logPrior);
    }
    return sum;
  }

  /**
   * Data sets of 200 points, each at 1 with probability 0.7 and else at -1, and two models that see
   * the same points. The marginal KL of a finite data set is above that of the population by at
   * most 1 / 400 in the mean, a sixth of the standard error. That error counts the noise of the
   * samples of each point in full, though the estimate has less of it: with 100 samples a point it
   * matters little, with two the intervals are too wide.
   */
  @Test
  @DisplayName("of the gap that two models close, over data sets, covers in 95 %")
  void coversJointly() {
    Distribution other =
        new DiagonalGaussianMixture(
            new double[1], new double[] {0.4}, new double[] {Math.log(1.5)});
    double truth = 1 - unequalMarginalKl(0.4, 1.5) / unequalMarginalKl(0, 1);
    int covered = 0;
    for (int i = 0; i < Repetitions.COUNT; i++) {
      RandomStream random = RandomStream.of(i);
      float[] mean = new float[200];
      for (int n = 0; n < mean.length; n++) {
        mean[n] = random.nextInt(10) < 7 ? 1 : -1;
      }
      Posteriors posteriors = new Posteriors(200, 1, mean, new float[200]);
      Surgery standard =
          surgery(posteriors, DiagonalGaussianMixture.standard(1), random.named("standard"));
      Surgery surgery = surgery(posteriors, other, random.named("other"));
      covered += covers(GapClosed.of(standard, surgery).orElseThrow(), truth) ? 1 : 0;
    }
    Repetitions.assertCoverage(Map.of("joint gap closed", covered));
  }

  private static Surgery surgery(Posteriors posteriors, Distribution prior, RandomStream random) {
    Decomposition terms =
        new ExactEstimator().estimate(posteriors, prior, Budget.of(100, 1), random);
    Optional<PointTerms> points =
        terms.points().map(values -> new PointTerms(new double[posteriors.size()], values));
    return new Surgery(posteriors.size(), posteriors.dimensions(), Optional.empty(), terms, points);
  }

  private static boolean covers(Estimate estimate, double truth) {
    return Math.abs(estimate.mean() - truth) <= 1.96 * estimate.standardError();
  }
}
