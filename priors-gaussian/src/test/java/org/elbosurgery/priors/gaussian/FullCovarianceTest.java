package org.elbosurgery.priors.gaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.FullCovarianceGaussian;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.Reduction;
import org.elbosurgery.framework.data.FloatRows;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.ParameterSource;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.PluginGraph;
import org.elbosurgery.framework.networks.Likelihood;
import org.elbosurgery.framework.networks.MlpDecoder;
import org.elbosurgery.framework.networks.MlpEncoder;
import org.elbosurgery.framework.training.CheckpointFolder;
import org.elbosurgery.framework.training.TrainingProgress;
import org.elbosurgery.framework.training.TrainingSnapshot;
import org.elbosurgery.priors.gaussian.GaussianPrior.Covariance;
import org.elbosurgery.priors.gaussian.GaussianPrior.Mean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("The Gaussian prior with full covariance")
final class FullCovarianceTest {

  private static final Rows ROWS = FloatRows.copyOf(3, RandomStream.of(4).gaussians(6));
  private static final List<String> PARAMETERS = List.of("prior/mean", "prior/precision-factor");

  @TempDir private Path folder;

  private static ModelDefinition model(int d) {
    return new ModelDefinition(
        new MlpEncoder(0, 1, Activation.TANH),
        new MlpDecoder(0, 1, Activation.TANH, Likelihood.GAUSSIAN),
        new GaussianPrior(Mean.LEARNED, Covariance.FULL),
        3,
        d,
        DataType.DOUBLE);
  }

  private static PluginGraph start(int d) {
    return new PluginGraph(model(d), ParameterSource.INITIAL, ROWS, RandomStream.of(1));
  }

  /** Returns the prior with parameters away from where they start. */
  private static PluginGraph moved(int d) {
    PluginGraph graph = start(d);
    RandomStream random = RandomStream.of(6);
    for (String name : PARAMETERS) {
      INDArray value = graph.parameters().arrays().get(name);
      value.addi(gaussians(random, (int) value.size(0), d));
    }
    return graph;
  }

  private static INDArray gaussians(RandomStream random, int rows, int columns) {
    return Nd4j.create(random.gaussians(rows * columns), new long[] {rows, columns}, 'c')
        .castTo(DataType.DOUBLE);
  }

  private static FullCovarianceGaussian frozen(PluginGraph graph) {
    return (FullCovarianceGaussian) graph.freeze();
  }

  @Test
  @DisplayName("starts as the standard normal")
  void startsStandard() {
    FullCovarianceGaussian start = frozen(start(3));
    assertThat(start.mean()).containsOnly(0);
    assertThat(start.precisionFactor()).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1);
  }

  @ParameterizedTest(name = "d = {0}, batch of {1}, codes of size {2}")
  @CsvSource({"1, 1, 1", "1, 6, 1000", "2, 9, 1", "5, 1, 30", "5, 4, 1000"})
  @DisplayName("gives the same log-density in the graph and frozen, for codes of any size")
  void symbolicAgreesWithFrozen(int d, int n, double scale) {
    PluginGraph graph = moved(d);
    INDArray z = gaussians(RandomStream.of(5), n, d).mul(scale);
    SDVariable symbolic = graph.prior().logProb(graph.input("z", z));
    double[] values = graph.values().of(symbolic).toDoubleVector();
    double[] expected = frozen(graph).logProb(z).toDoubleVector();
    assertThat(values).hasSize(n);
    for (int i = 0; i < n; i++) {
      assertThat(values[i]).isCloseTo(expected[i], within(1e-12 * Math.abs(expected[i]) + 1e-12));
    }
  }

  @ParameterizedTest(name = "d = {0}, batch of {1}")
  @CsvSource({"1, 1", "1, 3", "2, 1", "3, 4"})
  @DisplayName("has the same cross-entropy in the graph and frozen")
  void crossEntropy(int d, int n) {
    PluginGraph graph = moved(d);
    RandomStream random = RandomStream.of(8);
    Posteriors posteriors = new Posteriors(n, d, random.gaussians(n * d), random.gaussians(n * d));
    Posterior q =
        new Posterior(
            graph.input("q-mean", posteriors.means()),
            graph.input("q-log", posteriors.logVariances()));
    SDVariable symbolic = graph.prior().crossEntropy(q).orElseThrow();
    assertThat(graph.values().of(symbolic).toDoubleVector())
        .containsExactly(
            frozen(graph).crossEntropy(posteriors).orElseThrow().toDoubleVector(), within(1e-11));
  }

  @ParameterizedTest(name = "d = {0}, batch of {1}")
  @CsvSource({"1, 1", "1, 3", "2, 1", "3, 4"})
  @DisplayName("has gradients that agree with central differences, of density and cross-entropy")
  void gradients(int d, int n) {
    PluginGraph graph = moved(d);
    SDVariable z = graph.input("z", gaussians(RandomStream.of(5), n, d));
    SDVariable logVariance = graph.input("log", gaussians(RandomStream.of(7), n, d));
    SDVariable both =
        graph
            .prior()
            .logProb(z)
            .sub(graph.prior().crossEntropy(new Posterior(z.mul(0.7), logVariance)).orElseThrow());
    SDVariable mean = Reduction.mean(both);
    Map<String, INDArray> values =
        Map.of(
            "z",
            z.getArr(),
            "log",
            logVariance.getArr(),
            PARAMETERS.get(0),
            graph.parameters().arrays().get(PARAMETERS.get(0)),
            PARAMETERS.get(1),
            graph.parameters().arrays().get(PARAMETERS.get(1)));
    double step = 1e-5;
    Map<String, double[]> differences = new HashMap<>();
    values.forEach(
        (name, value) -> {
          double[] slopes = new double[(int) value.length()];
          for (int i = 0; i < slopes.length; i++) {
            double kept = value.getDouble(i);
            value.putScalar(i, kept + step);
            double up = graph.values().of(mean).getDouble(0);
            value.putScalar(i, kept - step);
            slopes[i] = (up - graph.values().of(mean).getDouble(0)) / (2 * step);
            value.putScalar(i, kept);
          }
          differences.put(name, slopes);
        });
    Map<String, INDArray> gradients = graph.gradients(mean, List.copyOf(values.keySet()));
    differences.forEach(
        (name, slopes) ->
            assertThat(gradients.get(name).ravel().toDoubleVector())
                .as(name)
                .containsExactly(slopes, within(1e-7)));
  }

  @Test
  @DisplayName("stays finite where the factor's entries are far from those of the identity")
  void extremes() {
    PluginGraph graph = start(2);
    graph
        .parameters()
        .arrays()
        .get("prior/precision-factor")
        .assign(Nd4j.createFromArray(new double[][] {{6, 800}, {800, -6}}));
    assertThat(frozen(graph).precisionFactor())
        .containsExactly(new double[] {Math.exp(6), 800, 0, Math.exp(-6)}, within(1e-12));
  }

  @Test
  @DisplayName("comes back from a checkpoint as the same density")
  void savedAndLoaded() {
    PluginGraph graph = moved(3);
    CheckpointFolder checkpoints = new CheckpointFolder(CheckedFolder.create(folder));
    checkpoints.save(
        new TrainingSnapshot(
            TrainingProgress.start(),
            graph.parameters(),
            Nd4j.zeros(2, graph.parameters().count()),
            Optional.empty()));
    Parameters stored = checkpoints.newest().orElseThrow().parameters();
    FullCovarianceGaussian loaded =
        (FullCovarianceGaussian)
            new EvaluationGraph(model(3), stored, ROWS, RandomStream.of(9)).prior();
    assertThat(loaded.mean()).containsExactly(frozen(graph).mean());
    assertThat(loaded.precisionFactor()).containsExactly(frozen(graph).precisionFactor());
  }
}
