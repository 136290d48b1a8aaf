package org.elbosurgery.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.elbosurgery.api.Density;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.graph.UntrainedPrior;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("The Laplace prior of the samples")
final class LaplacePriorTest {

  private static Density density(double scale, int dimensions) {
    return UntrainedPrior.density(new LaplacePrior(scale), dimensions, RandomStream.of(1));
  }

  /** At scale 1/2 the density of one dimension is exp(-2 |z|), so log p(z) = -2 (|z_1| + |z_2|). */
  @Test
  @DisplayName("has the log-density of the formula")
  void hasTheLogDensity() {
    INDArray logProb =
        density(0.5, 2).logProb(Nd4j.createFromArray(new double[][] {{0, 0}, {1, -2}, {-0.5, 0}}));

    assertThat(logProb.toDoubleVector()).containsExactly(new double[] {0, -6, -1}, within(1e-12));
  }

  /**
   * |z| / b is exponential with mean 1 and variance 1, the sign is even: of 40000 samples the mean
   * of |z| / b lies within 5 / sqrt(40000) of 1, and the mean sign of 0, but for a chance of 6e-7
   * each.
   */
  @Test
  @DisplayName("draws samples of that density")
  void drawsSamples() {
    double scale = 1.5;
    double[] z = density(scale, 1).sample(40_000, RandomStream.of(2)).ravel().toDoubleVector();
    double size = 0;
    double sign = 0;
    for (double value : z) {
      size += Math.abs(value) / scale / z.length;
      sign += Math.signum(value) / z.length;
    }

    assertThat(size).isCloseTo(1, within(0.025));
    assertThat(sign).isCloseTo(0, within(0.025));
  }
}
