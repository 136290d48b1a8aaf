package org.elbosurgery.api.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.elbosurgery.api.RandomStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layers, and how their weights begin. */
final class LayersTest {

  private static DenseLayer layer(SameDiff graph, double[][] weights, double... bias) {
    return new DenseLayer(
        graph.constant(Nd4j.createFromArray(weights)),
        graph.constant(Nd4j.createFromArray(new double[][] {bias})));
  }

  /**
   * x = (1, 2): values are (1 + 2 * 3 + 0.5, -1 + 2 * 0 - 1) = (7.5, -2), gates are the sigmoids of
   * (0, log 3), that is 1/2 and 3/4.
   */
  @Test
  @DisplayName("a gated layer is its values times the sigmoid of its gate")
  void gated() {
    SameDiff graph = SameDiff.create();
    GatedLayer layer =
        new GatedLayer(
            layer(graph, new double[][] {{1, -1}, {3, 0}}, 0.5, -1),
            layer(graph, new double[][] {{2, 0}, {-1, 0}}, 0, Math.log(3)));
    INDArray x = Nd4j.createFromArray(new double[][] {{1, 2}});
    assertThat(layer.apply(graph.constant(x)).eval().toDoubleMatrix()[0])
        .containsExactly(new double[] {3.75, -1.5}, within(1e-12));
  }

  /**
   * The mean square of 60000 weights is off by sqrt(2 / 60000) = 0.6 % in standard deviation; 3 %
   * is five of them.
   */
  @ParameterizedTest
  @CsvSource({
    "GLOROT, 0.004",
    "HE, 0.00666666667",
    "LECUN, 0.00333333333",
    "PYTORCH, 0.00111111111"
  })
  @DisplayName("weights have the variance of their paper or library")
  void variance(Initialization initialization, double expected) {
    INDArray weights = initialization.weights(RandomStream.of(1).named("w"), 300, 200);
    assertThat(weights.shape()).containsExactly(300, 200);
    assertThat(weights.dataType()).isEqualTo(DataType.FLOAT);
    assertThat(Arrays.stream(weights.data().asDouble()).map(w -> w * w).average().orElseThrow())
        .isCloseTo(expected, within(0.03 * expected));
    assertThat(initialization.weights(RandomStream.of(1).named("w"), 300, 200)).isEqualTo(weights);
  }

  @Test
  @DisplayName("a layer that cannot fit is refused with its sizes")
  void tooLarge() {
    assertThatThrownBy(() -> Initialization.HE.weights(RandomStream.of(1), 100_000, 100_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("100000 by 100000");
  }
}
