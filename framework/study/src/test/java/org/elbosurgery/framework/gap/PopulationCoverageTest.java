package org.elbosurgery.framework.gap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.exchange.PointTerms;
import org.elbosurgery.framework.surgery.ExactEstimator;
import org.elbosurgery.framework.surgery.Repetitions;
import org.elbosurgery.framework.surgery.Surgery;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whether 95 % intervals, estimate +- 1.96 standard errors, hold what is true of a population in 95
 * % of seeded {@linkplain Repetitions repetitions}, each with other data points.
 */
@Tag("pairs")
@DisplayName("A 95 % interval over populations")
final class PopulationCoverageTest {

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
