package org.elbosurgery.priors.vamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.MixtureWeights;
import org.elbosurgery.api.graph.Reduction;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.data.Batch;
import org.elbosurgery.framework.data.FloatRows;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.graph.Engine;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.ParameterSource;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.PluginGraph;
import org.elbosurgery.framework.graph.TrainingGraph;
import org.elbosurgery.framework.graph.UntrainedPrior;
import org.elbosurgery.framework.networks.Likelihood;
import org.elbosurgery.framework.networks.MlpDecoder;
import org.elbosurgery.framework.networks.MlpEncoder;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.training.CheckpointFolder;
import org.elbosurgery.framework.training.TrainingProgress;
import org.elbosurgery.framework.training.TrainingSnapshot;
import org.elbosurgery.priors.vamp.VampPrior.Init;
import org.elbosurgery.priors.vamp.VampPrior.Variances;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("The VampPrior")
final class VampPriorTest {

  private static final int DATA_SIZE = 5;
  private static final int N = 12;
  private static final String PSEUDO_INPUTS = "prior/pseudo-inputs";

  /** Bits: every value lies at a bound of the range. */
  private static final Rows ROWS = bits();

  @TempDir private Path folder;

  private static Rows bits() {
    float[] values = RandomStream.of(4).gaussians(N * DATA_SIZE);
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] > 0 ? 1 : 0;
    }
    return FloatRows.copyOf(DATA_SIZE, values);
  }

  private static VampPrior prior(int pseudoInputs, Init init, boolean fixed) {
    return new VampPrior(pseudoInputs, MixtureWeights.UNIFORM, init, fixed, Variances.ENCODER);
  }

  private static ModelDefinition model(VampPrior prior, Likelihood likelihood) {
    return new ModelDefinition(
        new MlpEncoder(1, 4, Activation.TANH),
        new MlpDecoder(1, 4, Activation.TANH, likelihood),
        prior,
        DATA_SIZE,
        2,
        DataType.DOUBLE);
  }

  private static PluginGraph graph(VampPrior prior, Likelihood likelihood) {
    return new PluginGraph(
        model(prior, likelihood), ParameterSource.INITIAL, ROWS, RandomStream.of(1));
  }

  private static PluginGraph graph(VampPrior prior) {
    return graph(prior, Likelihood.BERNOULLI);
  }

  private static DiagonalGaussianMixture frozen(PluginGraph graph) {
    return (DiagonalGaussianMixture) graph.freeze();
  }

  private static INDArray pseudoInputs(PluginGraph graph) {
    return graph.parameters().arrays().get(PSEUDO_INPUTS);
  }

  @Test
  @DisplayName("is found by its name, is recorded with all its options, and made of them again")
  void isFound() {
    Catalogs catalogs = Catalogs.load(PluginSource.of(VampPriorTest.class.getClassLoader()));
    assertThat(catalogs.problems()).isEmpty();
    assertThat(catalogs.priors().create(PluginSpec.parse("vamp"))).isEqualTo(new VampPrior());
    assertThat(PluginSpec.of(new VampPrior()))
        .isEqualTo(
            PluginSpec.parse(
                "vamp:pseudo-inputs=500,weights=uniform,init=random,fixed=false,variances=encoder"));
    VampPrior other = new VampPrior(7, MixtureWeights.LEARNED, Init.DATA, true, Variances.SHARED);
    assertThat(catalogs.priors().create(PluginSpec.of(other))).isEqualTo(other);
  }

  @Test
  @DisplayName("refuses values out of range, and to fix noise")
  void refuses() {
    Catalogs catalogs = Catalogs.load(PluginSource.of(VampPriorTest.class.getClassLoader()));
    Problems problems = Problems.user();
    PluginSpec bad = PluginSpec.parse("vamp:pseudo-inputs=0,weights=uni,init=rows,fixed=1");
    problems.check(() -> catalogs.priors().create(bad));
    assertThat(problems.all()).hasSize(4);
    assertThatThrownBy(() -> catalogs.priors().create(PluginSpec.parse("vamp:fixed=true")))
        .isInstanceOfSatisfying(ElboException.class, e -> assertThat(e.problems()).hasSize(1))
        .hasMessageContaining("give init=data too, or fixed=false");
    assertThatThrownBy(() -> prior(3, Init.RANDOM, true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("starts with noise near the lower end of a bounded range, as its authors do")
  void startsWithNoise() {
    INDArray start = pseudoInputs(graph(prior(400, Init.RANDOM, false)));
    assertThat(start.shape()).containsExactly(400, DATA_SIZE);
    // 2000 draws of N(0.05, 0.01^2): 5 standard errors are exceeded with probability 6e-7.
    assertThat(start.meanNumber().doubleValue())
        .isCloseTo(0.05, within(5 * 0.01 / Math.sqrt(2000)));
    assertThat(start.stdNumber().doubleValue()).isCloseTo(0.01, within(5 * 0.01 / Math.sqrt(4000)));
  }

  @Test
  @DisplayName("starts with standard normal noise in an unbounded range, and never clips that")
  void startsUnbounded() {
    PluginGraph graph = graph(prior(400, Init.RANDOM, false), Likelihood.GAUSSIAN);
    INDArray start = pseudoInputs(graph);
    assertThat(start.meanNumber().doubleValue()).isCloseTo(0, within(5 / Math.sqrt(2000)));
    assertThat(start.stdNumber().doubleValue()).isCloseTo(1, within(5 / Math.sqrt(4000)));
    double[] before = frozen(graph).means();
    start.muli(10);
    assertThat(frozen(graph).means()).isNotEqualTo(before);
  }

  @Test
  @DisplayName("keeps its pseudo-inputs in the range of the data")
  void keepsRange() {
    PluginGraph graph = graph(prior(3, Init.RANDOM, false));
    pseudoInputs(graph).assign(1);
    double[] atBound = frozen(graph).means();
    pseudoInputs(graph).assign(7);
    assertThat(frozen(graph).means()).containsExactly(atBound);
    pseudoInputs(graph).assign(0);
    double[] atZero = frozen(graph).means();
    pseudoInputs(graph).assign(-7);
    assertThat(frozen(graph).means()).containsExactly(atZero).isNotEqualTo(atBound);
  }

  @Test
  @DisplayName("trains pseudo-inputs that start as bits, at the very bounds of their range")
  void bitsMove() {
    PluginGraph graph = graph(prior(N, Init.DATA, false));
    INDArray z = Nd4j.createFromArray(new double[][] {{0.4, -0.7}});
    SDVariable total = Reduction.mean(graph.prior().logProb(graph.input("z", z)));
    INDArray gradient = graph.gradients(total, List.of(PSEUDO_INPUTS)).get(PSEUDO_INPUTS);
    assertThat(gradient.ravel().toDoubleVector()).doesNotContain(0);
  }

  @Test
  @DisplayName("encodes by the model's own encoder as it is now")
  void sharesEncoder() {
    PluginGraph graph = graph(prior(N, Init.DATA, true));
    graph.parameters().arrays().get("encoder/b-mean").addi(2);
    Posterior q = graph.encoder().encode(graph.input("x", Batch.of(ROWS, 0, N, DataType.DOUBLE)));
    double[][] codes = graph.values().of(q.mean()).toDoubleMatrix();
    double[][] means = Nd4j.createFromArray(frozen(graph).means()).reshape(N, 2).toDoubleMatrix();
    Set<Integer> used = new HashSet<>();
    for (double[] code : codes) {
      for (int k = 0; k < N; k++) {
        if (Math.hypot(means[k][0] - code[0], means[k][1] - code[1]) < 1e-12) {
          used.add(k);
        }
      }
    }
    assertThat(used).as("the means are those of the rows, in some order").hasSize(N);
    assertThat(graph.parameters().arrays()).doesNotContainKey(PSEUDO_INPUTS);
  }

  @Test
  @DisplayName("with one pseudo-input is one Gaussian, with its closed form (identity 7)")
  void onePseudoInput() {
    PluginGraph graph =
        graph(new VampPrior(1, MixtureWeights.LEARNED, Init.DATA, false, Variances.ENCODER));
    DiagonalGaussianMixture frozen = frozen(graph);
    assertThat(frozen.components()).isEqualTo(1);
    double[] z = {0.7, -2};
    double expected = 0;
    for (int j = 0; j < 2; j++) {
      double difference = z[j] - frozen.means()[j];
      double logVariance = frozen.logVariances()[j];
      expected -=
          0.5
              * (Math.log(2 * Math.PI)
                  + logVariance
                  + difference * difference / Math.exp(logVariance));
    }
    INDArray row = Nd4j.createFromArray(new double[][] {z});
    SDVariable symbolic = graph.prior().logProb(graph.input("z", row));
    assertThat(graph.values().of(symbolic).getDouble(0)).isCloseTo(expected, within(1e-12));
    assertThat(frozen.logProb(row).getDouble(0)).isCloseTo(expected, within(1e-12));
    Posterior q = graph.encoder().encode(graph.input("x", Batch.of(ROWS, 0, 1, DataType.DOUBLE)));
    assertThat(graph.prior().crossEntropy(q)).isPresent();
  }

  @Test
  @DisplayName("says what to do when there are fewer rows than pseudo-inputs to start at")
  void tooFewRows() {
    ElboException e =
        catchThrowableOfType(ElboException.class, () -> graph(prior(N + 1, Init.DATA, false)));
    assertThat(e.category()).isEqualTo(ElboException.Category.USER);
    assertThat(e)
        .hasMessageContaining("pseudoInputs=13")
        .hasMessageContaining("asks for 13 training rows; there are 12")
        .hasMessageEndingWith("take pseudo-inputs no more than rows, or init=random");
  }

  @Test
  @DisplayName("cannot stand without a model, and says so")
  void needsModel() {
    for (Init init : Init.values()) {
      ElboException e =
          catchThrowableOfType(
              ElboException.class,
              () -> UntrainedPrior.of(prior(1, init, false), 2, RandomStream.of(1)));
      assertThat(e.category()).isEqualTo(ElboException.Category.USER);
      assertThat(e)
          .hasMessageContaining("cannot stand without a trained model")
          .hasMessageEndingWith("give its density by --prior-file");
    }
  }

  @ParameterizedTest
  @EnumSource(Variances.class)
  @DisplayName("has the encoder's means, and the encoder's variances or its own")
  void variances(Variances variances) {
    PluginGraph graph =
        graph(new VampPrior(4, MixtureWeights.UNIFORM, Init.DATA, false, variances));
    DiagonalGaussianMixture expected = frozen(graph(prior(4, Init.DATA, false)));
    assertThat(frozen(graph).means()).containsExactly(expected.means());
    if (variances == Variances.ENCODER) {
      assertThat(frozen(graph).logVariances()).containsExactly(expected.logVariances());
      return;
    }
    assertThat(frozen(graph).logVariances()).containsOnly(0);
    INDArray own = graph.parameters().arrays().get("prior/log-variance");
    assertThat(own.shape()).containsExactly(variances == Variances.SHARED ? 1 : 4, 2);
    own.assign(Nd4j.linspace(-1, 1, own.length(), DataType.DOUBLE).reshape(own.shape()));
    double[] logVariances = frozen(graph).logVariances();
    for (int i = 0; i < logVariances.length; i++) {
      assertThat(logVariances[i]).isEqualTo(own.getDouble(i % own.length()));
    }
  }

  @ParameterizedTest
  @EnumSource(Variances.class)
  @DisplayName("trains on the plan alone")
  void onThePlan(Variances variances) {
    VampPrior prior = new VampPrior(3, MixtureWeights.LEARNED, Init.RANDOM, false, variances);
    TrainingGraph graph =
        new TrainingGraph(
            new ModelDefinition(
                new MlpEncoder(1, 4, Activation.TANH),
                new MlpDecoder(1, 4, Activation.TANH, Likelihood.BERNOULLI),
                prior,
                DATA_SIZE,
                2,
                DataType.FLOAT),
            ParameterSource.INITIAL,
            ROWS,
            RandomStream.of(1),
            new Execution(Engine.PLAN, 1));
    assertThat(graph.foreignOperations()).contains(Set.of());
  }

  @Test
  @DisplayName("comes back from a checkpoint as the same density, fixed pseudo-inputs included")
  void savedAndLoaded() {
    List<VampPrior> priors =
        List.of(
            prior(4, Init.RANDOM, false),
            prior(4, Init.DATA, true),
            new VampPrior(4, MixtureWeights.LEARNED, Init.DATA, false, Variances.ENCODER),
            new VampPrior(4, MixtureWeights.UNIFORM, Init.DATA, false, Variances.LEARNED),
            new VampPrior(4, MixtureWeights.UNIFORM, Init.DATA, false, Variances.SHARED));
    for (VampPrior prior : priors) {
      PluginGraph graph = graph(prior);
      graph.parameters().arrays().values().forEach(value -> value.addi(0.01).muli(0.9));
      CheckpointFolder checkpoints =
          new CheckpointFolder(
              CheckedFolder.create(folder.resolve(String.valueOf(priors.indexOf(prior)))));
      checkpoints.save(
          new TrainingSnapshot(
              TrainingProgress.start(),
              graph.parameters(),
              Nd4j.zeros(2, graph.parameters().count()),
              Optional.empty()));
      Parameters stored = checkpoints.newest().orElseThrow().parameters();
      DiagonalGaussianMixture loaded =
          (DiagonalGaussianMixture)
              new EvaluationGraph(
                      model(prior, Likelihood.BERNOULLI), stored, ROWS, RandomStream.of(1))
                  .prior();
      DiagonalGaussianMixture saved = frozen(graph);
      assertThat(loaded.means()).containsExactly(saved.means());
      assertThat(loaded.logVariances()).containsExactly(saved.logVariances());
      assertThat(loaded.logWeights()).containsExactly(saved.logWeights());
    }
  }
}
