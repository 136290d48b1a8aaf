package org.elbosurgery.priors.vamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.framework.data.FloatRows;
import org.elbosurgery.framework.graph.Engine;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.ParameterSource;
import org.elbosurgery.framework.graph.PluginGraph;
import org.elbosurgery.framework.graph.TrainingGraph;
import org.elbosurgery.framework.networks.Likelihood;
import org.elbosurgery.framework.networks.MlpDecoder;
import org.elbosurgery.framework.networks.MlpEncoder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Exemplars 0, 1 and 3 of one value each, which the encoder gives as their means. */
@DisplayName("The exemplar prior")
final class ExemplarPriorTest {

  private static final FloatRows ROWS = FloatRows.copyOf(1, new float[] {0, 1, 3});

  private static ModelDefinition model(int exemplars, DataType type) {
    return new ModelDefinition(
        new MlpEncoder(0, 1, Activation.TANH),
        new MlpDecoder(0, 1, Activation.TANH, Likelihood.GAUSSIAN),
        new ExemplarPrior(exemplars),
        1,
        1,
        type);
  }

  private static PluginGraph graph(double logVariance) {
    ParameterSource source =
        (name, start) ->
            switch (name) {
              case "encoder/W-mean" -> Nd4j.ones(1, 1);
              case "prior/log-variance" -> Nd4j.ones(DataType.DOUBLE, 1, 1).mul(logVariance);
              default -> Nd4j.zeros(start.shape());
            };
    return new PluginGraph(model(3, DataType.DOUBLE), source, ROWS, RandomStream.of(1));
  }

  private static double[] trained(double logVariance, double z, double... rows) {
    PluginGraph graph = graph(logVariance);
    INDArray codes = Nd4j.valueArrayOf(new long[] {rows.length, 1}, z).castTo(DataType.DOUBLE);
    SDVariable value =
        graph
            .prior()
            .trainingLogProb(
                graph.input("z", codes), graph.input("rows", Nd4j.createFromArray(rows)));
    return graph.evaluate(value).data().asDouble();
  }

  /**
   * With unit variance, N(1; 0) = N(1; 2) = 0.2419707245, N(1; 1) = 0.3989422804, N(1; 3) =
   * 0.0539909665. At z = 1:
   *
   * <pre>
   * other data: log((0.2419707245 + 0.3989422804 + 0.0539909665) / 3) = log 0.2316346571
   * row 0:      log((0.3989422804 + 0.0539909665) / 2)                = log 0.2264666235
   * row 1:      log((0.2419707245 + 0.0539909665) / 2)                = log 0.1479808455
   * row 2:      log((0.2419707245 + 0.3989422804) / 2)                = log 0.3204565025
   * </pre>
   */
  @Test
  @DisplayName("leaves a row's own component out, with values by hand on three rows")
  void byHand() {
    assertThat(trained(0, 1, -1, 0, 1, 2))
        .containsExactly(
            new double[] {
              Math.log(0.2316346571),
              Math.log(0.2264666235),
              Math.log(0.1479808455),
              Math.log(0.3204565025)
            },
            within(1e-9));
    // N(1; 0, 1/4) = 2 phi(2) = 0.1079819330 and N(1; 3, 1/4) = 2 phi(4) = 0.0002676605, and half
    // their sum is 0.0541247967
    assertThat(trained(Math.log(0.25), 1, 1))
        .containsExactly(new double[] {Math.log(0.0541247967390)}, within(1e-9));
  }

  @Test
  @DisplayName("is reported with all its components, all of one learned variance")
  void reported() {
    DiagonalGaussianMixture frozen = (DiagonalGaussianMixture) graph(-1).freeze();
    assertThat(frozen.means()).containsExactlyInAnyOrder(0, 1, 3);
    assertThat(frozen.logVariances()).containsExactly(-1, -1, -1);
    assertThat(frozen.logWeights())
        .containsExactly(new double[] {-Math.log(3), -Math.log(3), -Math.log(3)}, within(1e-12));
  }

  @Test
  @DisplayName("refuses more exemplars than rows, and one alone")
  void tooMany() {
    assertThatThrownBy(
            () ->
                new PluginGraph(
                    model(4, DataType.DOUBLE), ParameterSource.INITIAL, ROWS, RandomStream.of(1)))
        .isInstanceOfSatisfying(
            ElboException.class,
            e -> assertThat(e.category()).isEqualTo(ElboException.Category.USER))
        .hasMessageContaining("asks for 4 training rows; there are 3")
        .hasMessageContaining("take exemplars no more than rows");
    assertThatThrownBy(() -> new ExemplarPrior(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("take 2 or more");
  }

  @Test
  @DisplayName("has by default 500 exemplars, or all rows if there are fewer")
  void defaults() {
    for (int rows : new int[] {3, 501}) {
      PluginGraph graph =
          new PluginGraph(
              model(0, DataType.DOUBLE),
              ParameterSource.INITIAL,
              FloatRows.copyOf(1, new float[rows]),
              RandomStream.of(1));
      assertThat(((DiagonalGaussianMixture) graph.freeze()).components())
          .isEqualTo(Math.min(500, rows));
    }
  }

  @Test
  @DisplayName("is trained by a plan alone")
  void planned() {
    TrainingGraph graph =
        new TrainingGraph(
            model(3, DataType.FLOAT),
            ParameterSource.INITIAL,
            ROWS,
            RandomStream.of(1),
            new Execution(Engine.PLAN, 1));
    assertThat(graph.foreignOperations().stream().flatMap(Set::stream)).isEmpty();
  }
}
