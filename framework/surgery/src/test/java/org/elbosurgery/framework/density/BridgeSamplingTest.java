package org.elbosurgery.framework.density;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.surgery.Repetitions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

@DisplayName("Bridge sampling")
final class BridgeSamplingTest {

  private static final DiagonalGaussianMixture DENSITY = Densities.mixture(3, 4, 1, -1);
  private static final DiagonalGaussianMixture REFERENCE =
      new DiagonalGaussianMixture(
          new double[1], new double[] {0.2, 0.2, 0.2, 0.2}, new double[] {0.5, 0.5, 0.5, 0.5});

  private static double[] ratios(INDArray z) {
    return DENSITY.logProb(z).sub(REFERENCE.logProb(z)).data().asDouble();
  }

  private static BridgeSampling bridge(RandomStream random, Distribution sampler) {
    return new BridgeSampling(
        ratios(sampler.sample(2000, random.named("p"))),
        ratios(REFERENCE.sample(3000, random.named("r"))));
  }

  @Test
  @DisplayName("has intervals that hold the truth as often as they say, as its test of samples has")
  void coverage() {
    int covered = 0;
    int probable = 0;
    for (int i = 0; i < Repetitions.COUNT; i++) {
      RandomStream random = RandomStream.of(71).at(i);
      BridgeSampling bridge = bridge(random, DENSITY);
      Estimate estimate = bridge.logNormalizer().orElseThrow();
      covered += Math.abs(estimate.mean()) <= 1.96 * estimate.standardError() ? 1 : 0;
      double[] feature =
          DENSITY.sample(2000, random.named("p")).getColumn(0).dup().data().asDouble();
      double[] other =
          REFERENCE.sample(3000, random.named("r")).getColumn(0).dup().data().asDouble();
      probable += bridge.probability(j -> j < 2000 ? feature[j] : other[j - 2000]) > 0.05 ? 1 : 0;
    }
    Repetitions.assertCoverage(Map.of("log normaliser", covered, "samples", probable));
  }

  @Test
  @DisplayName(
      "has no error where the density is the reference, and no answer where they are apart")
  void extremes() {
    double[] none = new double[1000];
    BridgeSampling same = new BridgeSampling(none, none);
    assertThat(same.overlap()).isEqualTo(1);
    assertThat(same.logNormalizer().orElseThrow().standardError()).isLessThan(1e-12);

    double[] far = new double[1000];
    Arrays.fill(far, 40);
    double[] beyond = new double[1000];
    Arrays.fill(beyond, -40);
    assertThat(new BridgeSampling(far, beyond).logNormalizer()).isEmpty();
    Arrays.fill(beyond, Double.NEGATIVE_INFINITY);
    assertThat(new BridgeSampling(far, beyond).logNormalizer()).isEmpty();
  }
}
