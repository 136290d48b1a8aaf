package org.elbosurgery.priors.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.MixtureWeights;
import org.elbosurgery.framework.data.FloatRows;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.graph.Engine;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.ParameterSource;
import org.elbosurgery.framework.graph.PluginGraph;
import org.elbosurgery.framework.graph.TrainingGraph;
import org.elbosurgery.framework.networks.Likelihood;
import org.elbosurgery.framework.networks.MlpDecoder;
import org.elbosurgery.framework.networks.MlpEncoder;
import org.elbosurgery.priors.mixture.MixturePrior.Covariance;
import org.elbosurgery.priors.mixture.MixturePrior.Init;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("A mixture prior with covariances that are not diagonal")
final class CovarianceTest {

  private static final Rows ROWS = FloatRows.copyOf(3, RandomStream.of(4).gaussians(6));

  private static ModelDefinition model(
      Covariance covariance, int components, int d, DataType type) {
    return new ModelDefinition(
        new MlpEncoder(0, 1, Activation.TANH),
        new MlpDecoder(0, 1, Activation.TANH, Likelihood.GAUSSIAN),
        new MixturePrior(components, MixtureWeights.LEARNED, Init.NORMAL, 0.01, covariance),
        3,
        d,
        type);
  }

  private static PluginGraph start(Covariance covariance, int components, int d) {
    return new PluginGraph(
        model(covariance, components, d, DataType.DOUBLE),
        ParameterSource.INITIAL,
        ROWS,
        RandomStream.of(1));
  }

  private static INDArray parameter(PluginGraph graph, String name) {
    return graph.parameters().arrays().get("prior/" + name);
  }

  private static Distribution frozen(PluginGraph graph) {
    return graph.freeze();
  }

  private static double[] inGraph(PluginGraph graph, INDArray z) {
    return graph.values().of(graph.prior().logProb(graph.input("z", z))).toDoubleVector();
  }

  @ParameterizedTest(name = "{0}, K = {1}, d = {2}")
  @CsvSource({"FULL, 1, 1", "FULL, 1, 3", "FULL, 4, 1", "FULL, 4, 3", "TIED, 4, 1", "TIED, 4, 3"})
  @DisplayName("is the diagonal one where nothing is correlated, as at the start")
  void diagonal(Covariance covariance, int components, int d) {
    INDArray z = Nd4j.create(RandomStream.of(5).gaussians(7 * d), new long[] {7, d}, 'c');
    PluginGraph graph = start(covariance, components, d);
    double[] expected =
        frozen(start(Covariance.DIAGONAL, components, d)).logProb(z).toDoubleVector();
    assertThat(inGraph(graph, z.castTo(DataType.DOUBLE))).containsExactly(expected, within(1e-10));
    assertThat(frozen(graph).logProb(z).toDoubleVector()).containsExactly(expected, within(1e-10));
  }

  /**
   * Both components have C = ((1, 1/2), (1/2, 1)): given the first dimension, the second has the
   * coefficient 1/2 and the variance 3/4. From the means (0, 0) and (1, -1), (1, 0) is at the
   * squared distance 4/3 by C^-1: log p = -2/3 - log 2 pi - 1/2 log 3/4.
   */
  @ParameterizedTest
  @EnumSource(
      value = Covariance.class,
      names = {"FULL", "TIED"})
  @DisplayName("has the density that two components have by hand")
  void byHand(Covariance covariance) {
    PluginGraph graph = start(covariance, 2, 2);
    parameter(graph, "mean").assign(Nd4j.createFromArray(new double[][] {{0, 0}, {1, -1}}));
    INDArray excess = parameter(graph, "log-excess-variance");
    excess.assign(Math.log(1 - 1e-4));
    excess.getColumn(1).assign(Math.log(0.75 - 1e-4));
    // row j of a component has what its dimension j takes from the dimensions before
    INDArray coefficients = parameter(graph, "coefficients");
    coefficients.assign(0.5);
    INDArray z = Nd4j.createFromArray(new double[][] {{1, 0}});
    assertThat(frozen(graph).logProb(z).getDouble(0)).isCloseTo(-2.3607027, within(1e-7));
    assertThat(inGraph(graph, z)[0]).isCloseTo(-2.3607027, within(1e-7));
  }

  @ParameterizedTest(name = "{0}, d = {1}")
  @CsvSource({"FULL, 1", "FULL, 2", "FULL, 5", "TIED, 1", "TIED, 2", "TIED, 5"})
  @DisplayName("trains on the plan alone")
  void onThePlan(Covariance covariance, int d) {
    TrainingGraph graph =
        new TrainingGraph(
            model(covariance, 3, d, DataType.FLOAT),
            ParameterSource.INITIAL,
            ROWS,
            RandomStream.of(1),
            new Execution(Engine.PLAN, 1));
    assertThat(graph.foreignOperations()).contains(Set.of());
  }
}
