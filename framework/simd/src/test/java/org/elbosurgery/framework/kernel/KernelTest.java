package org.elbosurgery.framework.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.elbosurgery.api.Posteriors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The three kernels against each other, and against what is known in closed form. */
final class KernelTest {

  /** Returns log sum_m q_m(z), the sum not divided by N, and H(r) of all samples. */
  private static MixingValues fold(PairKernel kernel, double[] z, int d) {
    return fold(kernel, z, unknown(z.length / d));
  }

  static int[] unknown(int samples) {
    int[] origin = new int[samples];
    Arrays.fill(origin, OrderedSamples.UNKNOWN);
    return origin;
  }

  static MixingValues fold(PairKernel kernel, double[] z, int[] origin) {
    double[] logSum = new double[origin.length];
    double[] entropy = new double[origin.length];
    kernel.fold(new OrderedSamples(z, origin, kernel.order(z)), 0, origin.length, logSum, entropy);
    return new MixingValues(logSum, entropy);
  }

  private static void assertClose(MixingValues actual, MixingValues expected, double tolerance) {
    assertThat(actual.logProbs()).containsExactly(expected.logProbs(), within(tolerance));
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.responsibilityEntropy(i))
          .isCloseTo(expected.responsibilityEntropy(i), within(tolerance));
    }
  }

  @Test
  @DisplayName("this JVM was started with the Vector API, so that all three kernels are tested")
  void vectorApiIsPresent() {
    assertThat(Kernel.VECTOR.available()).isTrue();
    assertThat(Kernel.fastest(RandomPosteriors.trained(10, 2, 1))).isEqualTo(Kernel.VECTOR);
    assertThat(Kernel.VECTOR.label()).isEqualTo("vector");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("one component is a Gaussian, with no entropy")
  void oneComponent(Kernel kernel) {
    Posteriors posteriors = new Posteriors(1, 1, new float[] {0.5f}, new float[] {0});
    MixingValues folded = fold(kernel.over(posteriors), new double[] {0.5, 1.5, -3.5}, 1);
    double peak = -0.5 * Math.log(2 * Math.PI);
    assertThat(folded.logProbs())
        .containsExactly(new double[] {peak, peak - 0.5, peak - 8}, within(1e-6));
    for (int i = 0; i < folded.size(); i++) {
      assertThat(folded.responsibilityEntropy(i)).isCloseTo(0, within(1e-30));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "VECTOR, 1, 1", "VECTOR, 511, 2", "VECTOR, 513, 3", "VECTOR, 3000, 20", "VECTOR, 70, 99",
    "SCALAR, 1, 1", "SCALAR, 511, 2", "SCALAR, 513, 3", "SCALAR, 3000, 20", "SCALAR, 70, 99"
  })
  @DisplayName(
      "for codes like a trained VAE's single precision is within 1e-5 nats of double at d = 20")
  void singlePrecision(Kernel kernel, int n, int d) {
    Posteriors posteriors = RandomPosteriors.trained(n, d, 7);
    double[] z = RandomPosteriors.samples(posteriors, 1, 8);
    double tolerance = 1e-5 * Math.max(1, d / 20.0);
    assertClose(
        fold(kernel.over(posteriors), z, d), fold(Kernel.DOUBLE.over(posteriors), z, d), tolerance);
  }

  @ParameterizedTest
  @CsvSource({"VECTOR, 20", "SCALAR, 20", "VECTOR, 3", "SCALAR, 3"})
  @DisplayName("points that no component made are as right as samples")
  void pointsInBetween(Kernel kernel, int d) {
    Posteriors posteriors = RandomPosteriors.trained(2000, d, 7);
    double[] z = RandomPosteriors.samples(RandomPosteriors.trained(500, d, 99), 1, 5);
    MixingValues expected = fold(Kernel.DOUBLE.over(posteriors), z, d);
    MixingValues actual = fold(kernel.over(posteriors), z, d);
    for (int i = 0; i < 500; i++) {
      double tolerance = 2e-5 + 1e-6 * Math.abs(expected.logProb(i));
      assertThat(actual.logProb(i)).isCloseTo(expected.logProb(i), within(tolerance));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a log-density of -1e5 survives")
  void farOut(Kernel kernel) {
    Posteriors posteriors = new Posteriors(2, 1, new float[] {0, 0}, new float[] {0, 0});
    MixingValues folded = fold(kernel.over(posteriors), new double[] {Math.sqrt(2e5), 1e300}, 1);
    double expected = -1e5 - 0.5 * Math.log(2 * Math.PI) + Math.log(2);
    assertThat(folded.logProb(0)).isCloseTo(expected, within(1e-6 * 1e5));
    assertThat(folded.responsibilityEntropy(0)).isCloseTo(Math.log(2), within(1e-6));
    assertThat(folded.logProb(1)).isLessThan(-1e30);
    assertThat(folded.responsibilityEntropy(1)).isNotNaN();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a log-density of +1e5 survives, its distance from the next kept")
  void highUp(Kernel kernel) {
    int d = 1000;
    float[] logVariance = new float[d];
    Arrays.fill(logVariance, -202);
    Posteriors posteriors = new Posteriors(1, d, new float[d], logVariance);
    double s = Math.exp(-101);
    double[] z = new double[2 * d];
    Arrays.fill(z, d, 2 * d, s);
    MixingValues folded = fold(kernel.over(posteriors), z, d);
    double peak = 101e3 - 500 * Math.log(2 * Math.PI);
    assertThat(peak).isGreaterThan(1e5);
    assertThat(folded.logProb(0)).isCloseTo(peak, within(1e-8));
    // d/2 nats lower at one standard deviation, in every dimension.
    assertThat(folded.logProb(1)).isCloseTo(peak - 500, within(1e-3));
  }

  @Test
  @DisplayName("in double precision neither block size nor order matters beyond 1e-10")
  void blocksAndOrder() {
    Posteriors posteriors = RandomPosteriors.trained(700, 3, 4);
    double[] z = RandomPosteriors.samples(posteriors, 1, 5);
    MixingValues expected = fold(new DoubleKernel(posteriors, 700), z, 3);
    for (int block : new int[] {1, 7, 64, 699, 100_000}) {
      assertClose(fold(new DoubleKernel(posteriors, block), z, 3), expected, 1e-10);
    }
    Posteriors reversed = RandomPosteriors.rows(posteriors, 700, i -> 699 - i);
    assertClose(fold(new DoubleKernel(reversed), z, 3), expected, 1e-10);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a sample's bits do not depend on the samples beside it")
  void samplesAreIndependent(Kernel kernel) {
    Posteriors posteriors = RandomPosteriors.trained(600, 5, 4);
    double[] z = RandomPosteriors.samples(RandomPosteriors.rows(posteriors, 19, i -> i), 1, 5);
    PairKernel pairs = kernel.over(posteriors);
    MixingValues together = fold(pairs, z, 5);
    for (int i = 0; i < 19; i++) {
      MixingValues alone = fold(pairs, Arrays.copyOfRange(z, i * 5, i * 5 + 5), 5);
      assertThat(alone.logProb(0)).isEqualTo(together.logProb(i));
      assertThat(alone.responsibilityEntropy(0)).isEqualTo(together.responsibilityEntropy(i));
    }
  }

  @Test
  @DisplayName("codes that single precision cannot resolve get double precision")
  void sharpCodes() {
    Posteriors sharp = new Posteriors(2, 1, new float[] {-1, 1}, new float[] {-20, -20});
    assertThat(Kernel.fastest(sharp)).isEqualTo(Kernel.DOUBLE);
    Posteriors uneven = new Posteriors(2, 1, new float[] {0, 0}, new float[] {0, -70});
    assertThat(Kernel.fastest(uneven)).isEqualTo(Kernel.DOUBLE);
    float[] wide = new float[1000];
    Arrays.fill(wide, 500, 1000, -6);
    assertThat(Kernel.fastest(new Posteriors(2, 500, new float[1000], wide)))
        .isEqualTo(Kernel.DOUBLE);
    Posteriors moderate = new Posteriors(2, 1, new float[] {-1, 1}, new float[] {-10, -10});
    assertThat(Kernel.fastest(moderate)).isEqualTo(Kernel.VECTOR);
  }
}
