package org.elbosurgery.framework.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.graph.ProbabilisticPca;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The model is linear and Gaussian, and the mean of the encoder is a standard deviations off in
 * each of the 2 dimensions, so that the weights have the relative variance exp(2 a^2) - 1.
 */
@DisplayName("Samples drawn until enough count")
final class UntilEssTest {

  private static final Rows ROWS = ProbabilisticPca.sample(100, RandomStream.of(1));

  private static PointBounds bounds(double sds, int samples, int until, int threads) {
    return new ImportanceWeightedBound(
            () -> ProbabilisticPca.graph(ProbabilisticPca.parameters(sds, 0)),
            samples,
            new Sufficiency(until),
            threads)
        .of(ROWS, RandomStream.of(2), ProgressListener.NONE);
  }

  @Test
  @DisplayName("are the first of all samples, bit for bit, and none are left out that are needed")
  void first() {
    // exp(2 * 0.5^2) - 1 = 0.65: of 1000 samples some 600 count.
    PointBounds stopped = bounds(0.5, 3000, 200, 2);
    assertThat(stopped.sampleCounts()).containsOnly(1000);
    assertThat(stopped.bounds()).isEqualTo(bounds(0.5, 1000, 0, 1).bounds());
    assertThat(stopped.bounds(0)).hasSize(100);
    PointBounds never = bounds(0.5, 2000, 2000, 1);
    assertThat(never.sampleCounts()).containsOnly(2000);
    assertThat(never.bounds()).isEqualTo(bounds(0.5, 2000, 0, 1).bounds());
  }

  /**
   * exp(2 * 1.5^2) - 1 = 89, so that some 2700 samples are needed for 30 that count. A row stops
   * when no great weight has come for long, so that its bound is lower than with a fixed number of
   * samples, which lies 89 / (2 S) below log p(x). Measured, on average over 100 rows:
   *
   * <pre>
   * wanted   samples   below log p(x)      with as many fixed
   *     30      3720   0.086 +- 0.012      0.012
   *    100      5790   0.064 +- 0.010      0.008
   *    300     17460   0.031 +- 0.007      0.003
   * </pre>
   *
   * <p>With a = 1, 100 wanted, 0.010 +- 0.007 against 0.003.
   */
  @Test
  @DisplayName("are more at some rows than at others, and their bound is less than 0.15 nats lower")
  void bias() {
    PointBounds stopped = bounds(1.5, 20_000, 30, 1);
    int[] counts = stopped.sampleCounts();
    assertThat(Arrays.stream(counts).min().orElseThrow()).isLessThan(2000);
    assertThat(Arrays.stream(counts).max().orElseThrow()).isGreaterThan(4000);
    double[] evidence = ProbabilisticPca.evidence(ROWS);
    double[] bounds = stopped.bounds();
    double[] distances = new double[bounds.length];
    Arrays.setAll(distances, n -> evidence[n] - bounds[n]);
    double error = Math.sqrt(StatUtils.variance(distances) / distances.length);
    assertThat(error).isLessThan(0.014);
    assertThat(StatUtils.mean(distances)).isBetween(0.0, 0.15);
  }

  @Test
  @DisplayName("cannot be more that count than there are")
  void refuses() {
    assertThatThrownBy(() -> new LikelihoodOptions("trained", 100, 101, Split.TEST, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "until-ess is 101, but samples is 100; more samples cannot count than are drawn");
  }
}
