package org.elbosurgery.framework.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.framework.data.FloatRows;
import org.elbosurgery.framework.graph.TinyModel.ShiftedPrior;
import org.elbosurgery.framework.networks.Likelihood;
import org.elbosurgery.framework.networks.MlpDecoder;
import org.elbosurgery.framework.networks.MlpEncoder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("A graph of plugins under examination")
final class PluginGraphTest {

  private static final INDArray Z = Nd4j.createFromArray(new double[][] {{0.3, 0.3}, {1.3, 0.3}});

  private static PluginGraph graph() {
    ModelDefinition model =
        new ModelDefinition(
            new MlpEncoder(0, 1, Activation.TANH),
            new MlpDecoder(0, 1, Activation.TANH, Likelihood.BERNOULLI),
            new ShiftedPrior(),
            3,
            2,
            DataType.DOUBLE);
    FloatRows rows = FloatRows.copyOf(3, new float[6]);
    return new PluginGraph(model, ParameterSource.INITIAL, rows, RandomStream.of(1));
  }

  /** The shifted prior is N(m, I) with m = (0.3, 0.3). */
  @Test
  @DisplayName("has functions that keep the parameters' values, while its variables follow them")
  void keepsValues() {
    PluginGraph graph = graph();
    graph.parameters().arrays().get("prior/mean").assign(0.3); // in double precision
    UnaryOperator<INDArray> frozen = graph.values().function(graph.prior()::logProb);
    var live = graph.prior().logProb(graph.input("z", Z));
    double atMean = -Math.log(2 * Math.PI);

    graph.parameters().arrays().get("prior/mean").addi(1);

    assertThat(frozen.apply(Z).toDoubleVector())
        .containsExactly(new double[] {atMean, atMean - 0.5}, within(1e-12));
    assertThat(graph.values().of(live).toDoubleVector())
        .as("one away in both dimensions, and in one")
        .containsExactly(new double[] {atMean - 1, atMean - 0.5}, within(1e-12));
    assertThat(graph.parameters().arrays().get("prior/mean").toDoubleVector())
        .containsExactly(new double[] {1.3, 1.3}, within(1e-15));
  }

  @Test
  @DisplayName("binds a plugin again in a role of its own")
  void bindsAgain() {
    PluginGraph graph = graph();
    BoundPrior again = graph.priorAgain("again");
    graph.encoderAgain("encoder-again");
    graph.decoderAgain("decoder-again");

    assertThat(graph.parameters().arrays())
        .containsKeys("prior/mean", "again/mean", "encoder-again/W-mean", "decoder-again/b-output");
    graph.parameters().arrays().get("prior/mean").assign(0.3);
    graph.parameters().arrays().get("again/mean").assign(1.3);
    var first = graph.prior().logProb(graph.input("z1", Z));
    var second = again.logProb(graph.input("z2", Z));
    assertThat(graph.values().of(first).getDouble(0))
        .isCloseTo(graph.values().of(second).getDouble(0) + 1, within(1e-12));
  }
}
