package org.elbosurgery.framework.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.ProbabilisticPca;
import org.elbosurgery.framework.surgery.Repetitions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Whether 95 % intervals, estimate +- 1.96 errors, hold the truth in 95 % of seeded {@linkplain
 * Repetitions repetitions}, for both kinds of error: over other samples for the same rows, and over
 * other rows with other samples. The model is linear and Gaussian, and each repetition has 200 rows
 * of it with 2 samples.
 *
 * <p>The truth: if the mean of the encoder is a standard deviations off in each of the 2
 * dimensions, log w = log p(x) - a sum_j e_j - a^2 with standard normal e_j, so that with normal v
 *
 * <pre>
 * L_1 = log p(x) - a^2,    L_2 = log p(x) - a^2 + E log cosh(a v)
 * </pre>
 */
@DisplayName("A 95 % interval")
final class BoundCoverageTest {

  private static final ExperimentSpec SPEC = SmallExperiments.with().spec();
  private static final int ROWS = 200;
  private static final double OWN = 0.5;
  private static final double OTHERS = 0.8;

  /** By the trapezoid rule, whose error for smooth functions is that of rounding. */
  private static double normalMean(DoubleUnaryOperator function) {
    double sum = 0;
    for (int i = -1000; i <= 1000; i++) {
      double v = 0.01 * i;
      sum += 0.01 * Math.exp(-v * v / 2) / Math.sqrt(2 * Math.PI) * function.applyAsDouble(v);
    }
    return sum;
  }

  /** Returns L_2 - log p(x) of an encoder that is off. */
  private static double excess(double sds) {
    return -sds * sds + normalMean(v -> Math.log(Math.cosh(sds * v)));
  }

  private static ImportanceWeightedBound bound(Parameters parameters, int samples) {
    return new ImportanceWeightedBound(() -> ProbabilisticPca.graph(parameters), samples, 1);
  }

  private static LikelihoodResult result(
      ImportanceWeightedBound bound, Rows rows, RandomStream random) {
    return new LikelihoodResult(
        Path.of("run"),
        SPEC,
        Optional.empty(),
        Split.TEST,
        "of these rows",
        new BoundsOrigin("of this checkpoint", 1, 1, PluginBuilds.UNKNOWN),
        bound.of(rows, random, ProgressListener.NONE),
        0,
        Optional.empty());
  }

  @Test
  @DisplayName("has the error of an estimated normaliser, and of a difference those of both")
  void normalizers() {
    LikelihoodResult known =
        result(
            bound(ProbabilisticPca.parameters(), 2), ProbabilisticPca.data(), RandomStream.of(1));
    LikelihoodResult three = withError(known, 0.3);
    assertThat(three.bound().estimate()).isEqualTo(known.bound().estimate().widened(0.3));
    assertThat(three.bound().populationError())
        .isEqualTo(Math.hypot(known.bound().populationError(), 0.3));
    assertThat(three.minus(withError(known, 0.4)).standardError()).isEqualTo(0.5);
  }

  private static LikelihoodResult withError(LikelihoodResult result, double error) {
    return new LikelihoodResult(
        result.run(),
        result.spec(),
        result.repeatedTestRows(),
        result.split(),
        result.rowsSha256(),
        result.origin(),
        result.points(),
        error,
        result.density());
  }

  @Test
  @DisplayName("of bounds and differences covers in 95 %, for both kinds of error")
  void covers() {
    ImportanceWeightedBound own = bound(ProbabilisticPca.parameters(OWN, 0), 2);
    ImportanceWeightedBound others = bound(ProbabilisticPca.otherMean(OTHERS), 2);
    double population = ProbabilisticPca.meanEvidence();
    double difference = excess(OTHERS) - excess(OWN) - ProbabilisticPca.otherKl();
    Map<String, Integer> covered = new LinkedHashMap<>();
    int conservative = 0;
    for (int i = 0; i < Repetitions.COUNT; i++) {
      RandomStream random = RandomStream.of(i);
      Rows rows = ProbabilisticPca.sample(ROWS, random.named("rows"));
      LikelihoodResult result = result(own, rows, random.named("own"));
      LikelihoodResult other = result(others, rows, random.named("others"));
      double evidence = StatUtils.mean(ProbabilisticPca.evidence(rows));
      BoundEstimate elbo = result.curve().get(0);
      BoundEstimate last = result.bound();
      double elboError = elbo.estimate().standardError();
      Map<String, Boolean> hits =
          Map.of(
              "ELBO, other samples", covers(elbo, elboError, evidence - OWN * OWN),
              "ELBO, other rows", covers(elbo, elbo.populationError(), population - OWN * OWN),
              "bound, other rows", covers(last, last.populationError(), population + excess(OWN)),
              "paired difference",
                  covers(
                      new BoundEstimate(2, other.minus(result), 0),
                      other.minus(result).standardError(),
                      difference));
      hits.forEach((name, hit) -> covered.merge(name, hit ? 1 : 0, Integer::sum));
      if (covers(last, last.estimate().standardError(), evidence + excess(OWN))) {
        conservative++;
      }
    }
    assertThat(covered).hasSize(4);
    Repetitions.assertCoverage(covered);
    // The variance with half the samples is twice too great for the last bound of equal weights:
    // +- 1.96 sqrt(2) errors miss 0.56 %. More often than 15 times in 1000 by chance: 2e-4.
    assertThat(Repetitions.COUNT - conservative)
        .isBetween(0, Repetitions.most(Repetitions.COUNT, 0.0056, 2e-4));
  }

  private static boolean covers(BoundEstimate estimate, double error, double truth) {
    return Math.abs(estimate.estimate().mean() - truth) <= 1.96 * error;
  }

  /**
   * With a = 0.5 the weights have the relative variance exp(2 a^2) - 1 = 0.649; over 50 samples
   * that is 0.0130, and their effective sample size is near 30. The mean over 20000 rows has a
   * standard error of sqrt(0.0130 / 20000) = 0.0008 nats: beyond 4.5 of these by chance 7e-6. Terms
   * of the second order are below 0.0004.
   */
  @Test
  @DisplayName(
      "says nothing of the distance from log p(x): (1/e - 1/S)/2 at the effective sample size e")
  void distance() {
    Rows rows = ProbabilisticPca.sample(20_000, RandomStream.of(1));
    PointBounds points =
        bound(ProbabilisticPca.parameters(OWN, 0), 50)
            .of(rows, RandomStream.of(2), ProgressListener.NONE);
    double[] distances = ProbabilisticPca.evidence(rows);
    double[] bounds = points.bounds();
    Arrays.setAll(distances, n -> distances[n] - bounds[n]);
    double[] sizes = points.effectiveSampleSizes();
    double variance = Arrays.stream(sizes).map(e -> 1 / e - 1.0 / 50).average().orElseThrow();
    assertThat(StatUtils.mean(distances)).isCloseTo(variance / 2, within(4.5 * 0.0008));
    assertThat(StatUtils.variance(distances)).isCloseTo(variance, withinPercentage(10));
  }
}
