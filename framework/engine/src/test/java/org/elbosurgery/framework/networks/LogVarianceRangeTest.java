package org.elbosurgery.framework.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.Initialization;
import org.elbosurgery.framework.data.FloatRows;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.ParameterSource;
import org.elbosurgery.framework.graph.PluginGraph;
import org.elbosurgery.framework.graph.TinyModel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("The range of log-variances")
final class LogVarianceRangeTest {

  @ParameterizedTest
  @ValueSource(strings = {"free", "-6..2", "-0.5..0.25", "1..50"})
  @DisplayName("is written as it is read")
  void roundTrip(String text) {
    assertThat(LogVarianceRange.parse(text)).hasToString(text);
  }

  @Test
  @DisplayName("has the bounds that it is given")
  void bounds() {
    assertThat(LogVarianceRange.parse("-6..2.0")).isEqualTo(LogVarianceRange.of(-6, 2));
    assertThat(LogVarianceRange.parse("free").interval().contains(1e300)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "-6,give free",
    "-6...2,give free",
    "none,give free",
    "1e1..2e1,give free",
    "2..2,below the second",
    "3..-1,below the second",
    "-51..2,from -50 to 50",
    "0..1000,from -50 to 50"
  })
  @DisplayName("is refused with what is allowed")
  void refused(String text, String allowed) {
    assertThatThrownBy(() -> LogVarianceRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("'" + text + "'", allowed);
  }

  /** Rows of size 100 lead far out of the range; within it, the bound changes nothing. */
  @Test
  @DisplayName("holds for every encoder's posteriors, and leaves those within it alone")
  void holds() {
    INDArray x = Nd4j.create(RandomStream.of(3).gaussians(40), new long[] {10, 4}, 'c').mul(100);
    double[] free = logVariances(LogVarianceRange.FREE, x);
    double[] kept = logVariances(LogVarianceRange.of(-1.5, 0.5), x);
    assertThat(Arrays.stream(free).min().orElseThrow()).isLessThan(-1.5);
    assertThat(Arrays.stream(free).max().orElseThrow()).isGreaterThan(0.5);
    double[] expected = new double[free.length];
    Arrays.setAll(expected, i -> Math.max(-1.5, Math.min(0.5, free[i])));
    assertThat(kept).containsExactly(expected);
  }

  private static double[] logVariances(LogVarianceRange range, INDArray x) {
    Encoder encoder = new MlpEncoder(1, 5, Activation.TANH, Initialization.HE, range);
    ModelDefinition model =
        new ModelDefinition(
            encoder,
            new MlpDecoder(0, 1, Activation.TANH, Likelihood.GAUSSIAN),
            new TinyModel.StandardPrior(),
            4,
            2,
            DataType.DOUBLE);
    PluginGraph graph =
        new PluginGraph(
            model,
            ParameterSource.INITIAL,
            FloatRows.copyOf(4, RandomStream.of(4).gaussians(8)),
            RandomStream.of(1));
    return graph
        .values()
        .of(graph.encoder().encode(graph.input("x", x.castTo(DataType.DOUBLE))).logVariance())
        .dup('c')
        .data()
        .asDouble();
  }
}
