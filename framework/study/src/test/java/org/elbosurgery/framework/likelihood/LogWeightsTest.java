package org.elbosurgery.framework.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.stat.StatUtils;
import org.assertj.core.data.Offset;
import org.elbosurgery.api.RandomStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Log-weights")
final class LogWeightsTest {

  private static final Offset<Double> ROUNDING = within(1e-14);

  /** Of the weights 1, 2, 3, 6. */
  private static LogWeights weights() {
    return shifted(0);
  }

  /** Of the same weights times e^shift. */
  private static LogWeights shifted(double shift) {
    return new LogWeights(
        Arrays.stream(new double[] {1, 2, 3, 6}).map(w -> shift + Math.log(w)).toArray());
  }

  @Test
  @DisplayName(
      "give the bound with k samples as the mean over groups of the log of the mean weight")
  void bounds() {
    assertThat(weights().bound(1)).isCloseTo(Math.log(1 * 2 * 3 * 6) / 4, ROUNDING);
    assertThat(weights().bound(2)).isCloseTo((Math.log(1.5) + Math.log(4.5)) / 2, ROUNDING);
    assertThat(weights().bound(3)).as("6 fills no group").isCloseTo(Math.log(2), ROUNDING);
    assertThat(weights().bound(4)).isCloseTo(Math.log(3), ROUNDING);
  }

  @Test
  @DisplayName("tell its variance from the groups', and of a single group from the halves'")
  void samplingVariance() {
    // The squared deviations of two values add up to half their squared difference.
    double halves = Math.pow(Math.log(4.5 / 1.5), 2) / 2;
    assertThat(weights().samplingVariance(2)).isCloseTo(halves / 2, ROUNDING);
    assertThat(weights().samplingVariance(3)).isCloseTo(halves, ROUNDING);
    assertThat(weights().samplingVariance(4)).isCloseTo(halves, ROUNDING);
    double mean = Math.log(36) / 4;
    double squares =
        Math.pow(mean, 2)
            + Math.pow(Math.log(2) - mean, 2)
            + Math.pow(Math.log(3) - mean, 2)
            + Math.pow(Math.log(6) - mean, 2);
    assertThat(weights().samplingVariance(1)).isCloseTo(squares / 3 / 4, ROUNDING);
  }

  @Test
  @DisplayName("tell the variance of the bound with all samples from those that leave one out")
  void jackknife() {
    double[] without = {Math.log(11), Math.log(10), Math.log(9), Math.log(6)}; // constants cancel
    double mean = Arrays.stream(without).average().orElseThrow();
    double squares = Arrays.stream(without).map(l -> (l - mean) * (l - mean)).sum();
    assertThat(weights().jackknifeVariance()).isCloseTo(squares * 3 / 4, ROUNDING);
    assertThat(shifted(-800).jackknifeVariance()).isCloseTo(squares * 3 / 4, within(1e-12));
    assertThat(new LogWeights(new double[] {-7, -7, -7}).jackknifeVariance()).isZero();
    // log of the mean of the others is 20 below: of 3 equal parts, 2/3 * 2/3 * 20^2.
    assertThat(new LogWeights(new double[] {0, -20, -20}).jackknifeVariance())
        .isCloseTo(Math.pow(20 - Math.log(2), 2) * 4 / 9, within(1e-6));
  }

  @Test
  @DisplayName("tell this variance as the formula does that adds up the other weights each time")
  void jackknifeOfMany() {
    RandomStream random = RandomStream.of(1);
    double[] values = DoubleStream.generate(() -> 8 * random.nextGaussian()).limit(1000).toArray();
    double[] weights = Arrays.stream(values).map(Math::exp).toArray();
    double[] without = new double[values.length];
    for (int left = 0; left < values.length; left++) {
      double kept = weights[left];
      weights[left] = 0;
      without[left] = Math.log(StatUtils.sum(weights));
      weights[left] = kept;
    }
    assertThat(new LogWeights(values).jackknifeVariance())
        .isCloseTo(StatUtils.variance(without) * 999 * 999 / 1000, withinPercentage(1e-9));
  }

  @Test
  @DisplayName("count as many samples as (sum w)^2 / sum w^2")
  void effectiveSampleSize() {
    assertThat(weights().effectiveSampleSize()).isCloseTo(144.0 / 50, within(1e-13));
    assertThat(new LogWeights(new double[] {-7, -7, -7}).effectiveSampleSize()).isEqualTo(3);
    assertThat(new LogWeights(new double[] {0, -1e4, -2e4}).effectiveSampleSize()).isEqualTo(1);
  }

  @Test
  @DisplayName("of any size neither overflow nor vanish")
  void extremes() {
    for (double shift : new double[] {-1e5, 1e5}) {
      assertThat(shifted(shift).bound(4)).isCloseTo(shift + Math.log(3), within(1e-10));
      assertThat(shifted(shift).effectiveSampleSize()).isCloseTo(2.88, within(1e-9));
    }
    assertThat(new LogWeights(new double[] {0, -1e5}).bound(2)).isEqualTo(-Math.log(2));
  }

  @Test
  @DisplayName("are shown with 1, 2, 5, 10 and so on and last all samples")
  void counts() {
    assertThat(SampleCounts.upTo(1)).containsExactly(1);
    assertThat(SampleCounts.upTo(7)).containsExactly(1, 2, 5, 7);
    assertThat(SampleCounts.upTo(5000))
        .containsExactly(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000);
    assertThat(SampleCounts.upTo(1_000_000)).hasSize(19).endsWith(500_000, 1_000_000);
  }
}
