package org.elbosurgery.priors.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.MixtureWeights;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.data.Batch;
import org.elbosurgery.framework.data.FloatRows;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.ParameterSource;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.PluginGraph;
import org.elbosurgery.framework.graph.UntrainedPrior;
import org.elbosurgery.framework.networks.Likelihood;
import org.elbosurgery.framework.networks.MlpDecoder;
import org.elbosurgery.framework.networks.MlpEncoder;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.training.CheckpointFolder;
import org.elbosurgery.framework.training.TrainingProgress;
import org.elbosurgery.framework.training.TrainingSnapshot;
import org.elbosurgery.priors.mixture.MixturePrior.Covariance;
import org.elbosurgery.priors.mixture.MixturePrior.Init;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("The mixture prior")
final class MixturePriorTest {

  private static final int DATA_SIZE = 3;
  private static final Rows ROWS =
      FloatRows.copyOf(DATA_SIZE, RandomStream.of(4).gaussians(20 * DATA_SIZE));

  @TempDir private Path folder;

  private static MixturePrior prior(int components, Init init) {
    return new MixturePrior(components, MixtureWeights.LEARNED, init, 0.01, Covariance.DIAGONAL);
  }

  private static ModelDefinition model(MixturePrior prior) {
    return new ModelDefinition(
        new MlpEncoder(1, 4, Activation.TANH),
        new MlpDecoder(1, 4, Activation.TANH, Likelihood.GAUSSIAN),
        prior,
        DATA_SIZE,
        2,
        DataType.DOUBLE);
  }

  private static PluginGraph graph(MixturePrior prior) {
    return new PluginGraph(model(prior), ParameterSource.INITIAL, ROWS, RandomStream.of(1));
  }

  private static DiagonalGaussianMixture frozen(PluginGraph graph) {
    return (DiagonalGaussianMixture) graph.freeze();
  }

  @Test
  @DisplayName("is found by its name, is recorded with all its options, and made of them again")
  void isFound() {
    Catalogs catalogs = Catalogs.load(PluginSource.of(MixturePriorTest.class.getClassLoader()));
    assertThat(catalogs.problems()).isEmpty();
    assertThat(catalogs.priors().create(PluginSpec.parse("mixture"))).isEqualTo(new MixturePrior());
    assertThat(PluginSpec.of(new MixturePrior()))
        .isEqualTo(
            PluginSpec.parse(
                "mixture:components=500,weights=learned,init=normal,min-scale=0.01,covariance=diagonal"));
    MixturePrior other =
        new MixturePrior(7, MixtureWeights.UNIFORM, Init.DATA, 0.25, Covariance.DIAGONAL);
    assertThat(catalogs.priors().create(PluginSpec.of(other))).isEqualTo(other);
  }

  @Test
  @DisplayName("refuses values out of range, all at once")
  void refuses() {
    Catalogs catalogs = Catalogs.load(PluginSource.of(MixturePriorTest.class.getClassLoader()));
    Problems problems = Problems.user();
    PluginSpec bad =
        PluginSpec.parse("mixture:components=0,weights=learnt,init=codes,min-scale=0.8");
    problems.check(() -> catalogs.priors().create(bad));
    assertThat(problems.all())
        .hasSize(4)
        .anyMatch(problem -> problem.contains("components") && problem.contains("from 1"))
        .anyMatch(problem -> problem.contains("learned"))
        .anyMatch(problem -> problem.contains("normal, data, kmeans"))
        .anyMatch(
            problem -> problem.contains("min-scale") && problem.contains("from 0.001 to 0.5"));
  }

  @Test
  @DisplayName("starts with the moments of the standard Gaussian, and equal weights")
  void startsNormal() {
    int components = 5000;
    DiagonalGaussianMixture start = frozen(graph(prior(components, Init.NORMAL)));
    for (double logWeight : start.logWeights()) {
      assertThat(logWeight).isCloseTo(-Math.log(components), within(1e-12));
    }
    for (double logVariance : start.logVariances()) {
      assertThat(logVariance).isCloseTo(Math.log(0.5), within(1e-12));
    }
    double sum = 0;
    double squares = 0;
    for (double mean : start.means()) {
      sum += mean / (2 * components);
      squares += mean * mean / (2 * components);
    }
    // 10,000 draws of N(0, 1/2): 4 standard errors are exceeded with probability 6e-5 each.
    assertThat(sum).isCloseTo(0, within(4 * Math.sqrt(0.5 / (2 * components))));
    assertThat(squares).isCloseTo(0.5, within(4 * Math.sqrt(0.5 / (2 * components))));
  }

  @Test
  @DisplayName("starts at codes of different training rows if asked to, with unit variances")
  void startsAtCodes() {
    PluginGraph graph = graph(prior(20, Init.DATA));
    DiagonalGaussianMixture start = frozen(graph);
    INDArray x = Batch.of(ROWS, 0, 20, DataType.DOUBLE);
    SDVariable mean = graph.encoder().encode(graph.input("rows", x)).mean();
    double[][] codes = graph.values().of(mean).toDoubleMatrix();
    double[][] means = Nd4j.createFromArray(start.means()).reshape(20, 2).toDoubleMatrix();
    Set<Integer> used = new HashSet<>();
    for (double[] m : means) {
      for (int n = 0; n < codes.length; n++) {
        if (Math.hypot(m[0] - codes[n][0], m[1] - codes[n][1]) < 1e-6) { // codes are floats
          used.add(n);
        }
      }
    }
    assertThat(used).as("every row once").hasSize(20);
    for (double logVariance : start.logVariances()) {
      assertThat(logVariance).isCloseTo(0, within(1e-12));
    }
  }

  @Test
  @DisplayName("says what to do when there are fewer rows than components to start at")
  void tooFewRows() {
    ElboException e = catchThrowableOfType(ElboException.class, () -> graph(prior(21, Init.DATA)));
    assertThat(e.category()).isEqualTo(ElboException.Category.USER);
    assertThat(e)
        .hasMessageContaining("components=21")
        .hasMessageContaining("asks for 21 training rows; there are 20")
        .hasMessageEndingWith("take components no more than rows, or init=normal");
    ElboException alone =
        catchThrowableOfType(
            ElboException.class,
            () -> UntrainedPrior.of(prior(1, Init.DATA), 2, RandomStream.of(1)));
    assertThat(alone).hasMessageContaining("cannot stand without a trained model");
  }

  @Test
  @DisplayName("has standard deviations that stay above min-scale, however they are trained")
  void minScale() {
    PluginGraph graph =
        graph(new MixturePrior(3, MixtureWeights.UNIFORM, Init.NORMAL, 0.2, Covariance.DIAGONAL));
    INDArray excess = graph.parameters().arrays().get("prior/log-excess-variance");
    excess.assign(-1e4);
    for (double logVariance : frozen(graph).logVariances()) {
      assertThat(Math.exp(logVariance / 2)).isCloseTo(0.2, within(1e-15));
    }
    excess.assign(0);
    for (double logVariance : frozen(graph).logVariances()) {
      assertThat(Math.exp(logVariance)).isCloseTo(1.04, within(1e-14)); // 0.2^2 + exp(0)
    }
  }

  @Test
  @DisplayName("trains its weights only if asked to, and not a single one")
  void weights() {
    assertThat(parameters(3, MixtureWeights.LEARNED))
        .containsExactlyInAnyOrder("prior/mean", "prior/log-excess-variance", "prior/logits");
    assertThat(parameters(3, MixtureWeights.UNIFORM))
        .containsExactlyInAnyOrder("prior/mean", "prior/log-excess-variance");
    assertThat(parameters(1, MixtureWeights.LEARNED)).doesNotContain("prior/logits");
    PluginGraph graph = graph(prior(3, Init.NORMAL));
    graph
        .parameters()
        .arrays()
        .get("prior/logits")
        .assign(Nd4j.createFromArray(new double[][] {{Math.log(2), Math.log(3), Math.log(5)}}));
    assertThat(frozen(graph).logWeights())
        .containsExactly(new double[] {Math.log(0.2), Math.log(0.3), Math.log(0.5)}, within(1e-14));
  }

  private static Set<String> parameters(int components, MixtureWeights weights) {
    Parameters all =
        graph(new MixturePrior(components, weights, Init.NORMAL, 0.01, Covariance.DIAGONAL))
            .parameters();
    Set<String> own = new HashSet<>(all.arrays().keySet());
    own.removeIf(name -> !name.startsWith("prior/"));
    return own;
  }

  /** Weights 1/2 at (-3, -3) and (3, 3), unit variances; derived in the density's own test. */
  @Test
  @DisplayName("is joint over the dimensions, in the graph and frozen (identity 8)")
  void joint() {
    PluginGraph graph = graph(prior(2, Init.NORMAL));
    INDArray means = Nd4j.createFromArray(new double[][] {{-3, -3}, {3, 3}});
    graph.parameters().arrays().get("prior/mean").assign(means);
    graph.parameters().arrays().get("prior/log-excess-variance").assign(Math.log(1 - 1e-4));
    INDArray z = Nd4j.createFromArray(new double[][] {{3, 3}, {3, -3}});
    double[] expected = {-2.5310242469692903, -19.837877066409344};
    SDVariable symbolic = graph.prior().logProb(graph.input("z", z));
    assertThat(graph.values().of(symbolic).toDoubleVector())
        .containsExactly(expected, within(1e-12));
    assertThat(frozen(graph).logProb(z).toDoubleVector()).containsExactly(expected, within(1e-12));
  }

  @Test
  @DisplayName("of one component is a Gaussian, with its closed form (identity 7)")
  void oneComponent() {
    PluginGraph graph = graph(prior(1, Init.NORMAL));
    graph.parameters().arrays().get("prior/mean").assign(0);
    graph.parameters().arrays().get("prior/log-excess-variance").assign(Math.log(1 - 1e-4));
    INDArray z = Nd4j.createFromArray(new double[][] {{0.3, -1}, {20, 5}});
    double[] expected = DiagonalGaussianMixture.standard(2).logProb(z).toDoubleVector();
    SDVariable symbolic = graph.prior().logProb(graph.input("z", z));
    assertThat(graph.values().of(symbolic).toDoubleVector())
        .containsExactly(expected, within(1e-12));
    assertThat(graph.prior().crossEntropy(graph.encoder().encode(graph.input("x", x(2)))))
        .isPresent();
    assertThat(graph(prior(2, Init.NORMAL)).prior().crossEntropy(null)).isEmpty();
  }

  private static INDArray x(int n) {
    return Batch.of(ROWS, 0, n, DataType.DOUBLE);
  }

  @Test
  @DisplayName("comes back from a checkpoint as the same density, a start at codes included")
  void savedAndLoaded() {
    for (Init init : Init.values()) {
      MixturePrior prior = prior(2, init);
      PluginGraph graph = graph(prior);
      graph.parameters().arrays().get("prior/mean").addi(0.5);
      graph.parameters().arrays().get("prior/logits").putScalar(0, 1.5);
      CheckpointFolder checkpoints =
          new CheckpointFolder(CheckedFolder.create(folder.resolve(init.name())));
      checkpoints.save(
          new TrainingSnapshot(
              TrainingProgress.start(),
              graph.parameters(),
              Nd4j.zeros(2, graph.parameters().count()),
              Optional.empty()));
      Parameters stored = checkpoints.newest().orElseThrow().parameters();
      DiagonalGaussianMixture loaded =
          (DiagonalGaussianMixture)
              new EvaluationGraph(model(prior), stored, ROWS, RandomStream.of(9)).prior();
      DiagonalGaussianMixture saved = frozen(graph);
      assertThat(loaded.means()).containsExactly(saved.means());
      assertThat(loaded.logVariances()).containsExactly(saved.logVariances());
      assertThat(loaded.logWeights()).containsExactly(saved.logWeights());
    }
  }
}
