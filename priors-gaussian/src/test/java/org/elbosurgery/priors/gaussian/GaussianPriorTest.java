package org.elbosurgery.priors.gaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.data.FloatRows;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.ParameterSource;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.TrainingBatch;
import org.elbosurgery.framework.graph.TrainingGraph;
import org.elbosurgery.framework.networks.Likelihood;
import org.elbosurgery.framework.networks.MlpDecoder;
import org.elbosurgery.framework.networks.MlpEncoder;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.priors.gaussian.GaussianPrior.Covariance;
import org.elbosurgery.priors.gaussian.GaussianPrior.Mean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("The Gaussian prior")
final class GaussianPriorTest {

  private static final int DATA_SIZE = 3;
  private static final Prior LEARNED = new GaussianPrior(Mean.LEARNED, Covariance.DIAGONAL);

  private static ModelDefinition model(Prior prior, int d) {
    return new ModelDefinition(
        new MlpEncoder(0, 1, Activation.TANH),
        new MlpDecoder(0, 1, Activation.TANH, Likelihood.GAUSSIAN),
        prior,
        DATA_SIZE,
        d,
        DataType.DOUBLE);
  }

  private static Rows rows(int n) {
    return FloatRows.copyOf(DATA_SIZE, RandomStream.of(4).gaussians(n * DATA_SIZE));
  }

  /** Returns a training graph whose prior is moved away from where it starts. */
  private static TrainingGraph training(Prior prior, int d) {
    return new TrainingGraph(
        model(prior, d),
        (name, initial) -> name.startsWith("prior/") ? moved(name, d) : initial,
        rows(2),
        RandomStream.of(1));
  }

  private static INDArray moved(String name, int d) {
    float[] values = RandomStream.of(6).named(name).gaussians(d);
    return Nd4j.create(values, new long[] {1, d}, 'c').castTo(DataType.DOUBLE);
  }

  private static TrainingBatch batch(INDArray x, INDArray noise) {
    return TrainingBatch.ofOtherData(x, noise, RandomStream.of(5));
  }

  private static INDArray gaussians(int n, int d, double scale) {
    return Nd4j.create(RandomStream.of(5).gaussians(n * d), new long[] {n, d}, 'c')
        .castTo(DataType.DOUBLE)
        .mul(scale);
  }

  @Test
  @DisplayName("is found by its name, with the standard normal as default")
  void isFound() {
    Catalogs catalogs = Catalogs.load(PluginSource.of(GaussianPriorTest.class.getClassLoader()));
    assertThat(catalogs.problems()).isEmpty();
    assertThat(catalogs.priors().create(PluginSpec.parse("gaussian")))
        .isEqualTo(new GaussianPrior(Mean.ZERO, Covariance.IDENTITY));
    assertThat(
            catalogs.priors().create(PluginSpec.parse("gaussian:mean=learned,covariance=diagonal")))
        .isEqualTo(LEARNED);
    Problems problems = Problems.user();
    PluginSpec bad = PluginSpec.parse("gaussian:mean=lerned,covariance=fool");
    problems.check(() -> catalogs.priors().create(bad));
    assertThat(problems.all())
        .hasSize(2)
        .anyMatch(problem -> problem.contains("did you mean learned?"))
        .anyMatch(problem -> problem.contains("identity") && problem.contains("diagonal"));
  }

  @ParameterizedTest(name = "mean {0}, covariance {1}")
  @CsvSource({"ZERO, IDENTITY", "LEARNED, IDENTITY", "ZERO, DIAGONAL", "LEARNED, DIAGONAL"})
  @DisplayName("trains what is asked for and starts as the standard normal")
  void startsStandard(Mean mean, Covariance covariance) {
    Prior prior = new GaussianPrior(mean, covariance);
    Parameters parameters =
        new TrainingGraph(model(prior, 2), ParameterSource.INITIAL, rows(2), RandomStream.of(1))
            .parameters();
    assertThat(parameters.arrays().containsKey("prior/mean")).isEqualTo(mean == Mean.LEARNED);
    assertThat(parameters.arrays().containsKey("prior/log-variance"))
        .isEqualTo(covariance == Covariance.DIAGONAL);
    DiagonalGaussianMixture density = (DiagonalGaussianMixture) density(prior, parameters, 2);
    assertThat(density.components()).isEqualTo(1);
    assertThat(density.means()).containsOnly(0);
    assertThat(density.logVariances()).containsOnly(0);
  }

  private static Distribution density(Prior prior, Parameters parameters, int d) {
    return new EvaluationGraph(model(prior, d), parameters, rows(2), RandomStream.of(1)).prior();
  }

  /** Stops training's graph from using the closed form: the KL is then taken at the sample. */
  private record Sampled(Prior prior) implements Prior {

    @Override
    public BoundPrior bind(GraphScope scope) {
      BoundPrior bound = prior.bind(scope);
      return new BoundPrior() {
        @Override
        public SDVariable logProb(SDVariable z) {
          return bound.logProb(z);
        }

        @Override
        public Distribution freeze(GraphValues values, RandomStream random) {
          return bound.freeze(values, random);
        }
      };
    }
  }

  @Test
  @DisplayName("has the cross-entropy that samples have, in the graph and frozen")
  void crossEntropyAgreesWithSamples() {
    int d = 2;
    int n = 20000;
    TrainingGraph closed = training(LEARNED, d);
    TrainingGraph sampled = training(new Sampled(LEARNED), d);
    // Every row of the batch is the same data point with a sample of its own.
    INDArray x = Nd4j.tile(gaussians(1, DATA_SIZE, 1), n, 1);
    INDArray noise = gaussians(n, d, 1);
    double exact = closed.terms(batch(x, noise)).averageKl();
    double estimate = sampled.terms(batch(x, noise)).averageKl();

    EvaluationGraph graph =
        new EvaluationGraph(model(LEARNED, d), closed.parameters(), rows(2), RandomStream.of(1));
    EvaluationGraph.Encoded q = graph.encode(gaussians(1, DATA_SIZE, 1));
    Posteriors posteriors = new Posteriors(1, d, floats(q.mean()), floats(q.logVariance()));
    Distribution frozen = graph.prior();
    double entropy = posteriors.entropy(0);
    assertThat(frozen.crossEntropy(posteriors).orElseThrow().getDouble(0) - entropy)
        .as("codes are in single precision")
        .isCloseTo(exact, within(1e-5 * Math.abs(exact)));

    INDArray z = q.mean().add(Nd4j.math.exp(q.logVariance().mul(0.5)).mul(noise));
    double sd = frozen.logProb(z).stdNumber().doubleValue();
    // Of a normal mean, 4 standard errors are exceeded with probability 6e-5; the seed is fixed.
    assertThat(estimate).isCloseTo(exact, within(4 * sd / Math.sqrt(n)));
  }

  private static float[] floats(INDArray array) {
    return array.castTo(DataType.FLOAT).data().asFloat();
  }

  @ParameterizedTest(name = "d = {0}, batch of {1}")
  @CsvSource({"2, 4", "1, 4", "2, 1", "1, 1"})
  @DisplayName("has gradients by its parameters that agree with central differences")
  void gradients(int d, int n) {
    for (Prior prior : List.of(LEARNED, new Sampled(LEARNED))) {
      TrainingGraph graph = training(prior, d);
      INDArray x = gaussians(n, DATA_SIZE, 1);
      INDArray noise = gaussians(n, d, 0.7);
      Map<String, INDArray> gradients = graph.evaluate(batch(x, noise), 1).gradients();
      Map<String, INDArray> own = new LinkedHashMap<>(graph.parameters().arrays());
      own.keySet().removeIf(name -> !name.startsWith("prior/"));
      assertThat(own).hasSize(2);
      own.forEach(
          (name, value) -> {
            for (long i = 0; i < value.length(); i++) {
              assertThat(gradients.get(name).getDouble(i))
                  .as("%s[%d]", name, i)
                  .isCloseTo(difference(graph, x, noise, value, i), within(1e-8));
            }
          });
    }
  }

  /** Central difference of the loss, average KL - reconstruction. */
  private static double difference(
      TrainingGraph graph, INDArray x, INDArray noise, INDArray value, long i) {
    double step = 1e-5;
    double kept = value.getDouble(i);
    value.putScalar(i, kept + step);
    double up = -graph.terms(batch(x, noise)).elbo();
    value.putScalar(i, kept - step);
    double down = -graph.terms(batch(x, noise)).elbo();
    value.putScalar(i, kept);
    return (up - down) / (2 * step);
  }

  @Test
  @DisplayName("is where the average KL is least when fitted: mean and variance of the posteriors")
  void optimum() {
    // -E_q log p is stationary where p has the aggregate posterior's mean and variance; with one
    // data point that is q itself, and the KL is 0.
    TrainingGraph start = training(LEARNED, 2);
    INDArray x = gaussians(1, DATA_SIZE, 1);
    EvaluationGraph.Encoded q =
        new EvaluationGraph(model(LEARNED, 2), start.parameters(), rows(2), RandomStream.of(1))
            .encode(x);
    start.parameters().arrays().get("prior/mean").assign(q.mean());
    start.parameters().arrays().get("prior/log-variance").assign(q.logVariance());
    TrainingGraph.Evaluation fitted = start.evaluate(batch(x, gaussians(1, 2, 1)), 1);
    assertThat(fitted.terms().averageKl()).isCloseTo(0, within(1e-14));
    assertThat(fitted.gradients().get("prior/mean").norm2Number().doubleValue())
        .isCloseTo(0, within(1e-14));
    assertThat(fitted.gradients().get("prior/log-variance").norm2Number().doubleValue())
        .isCloseTo(0, within(1e-14));
  }

  @Test
  @DisplayName("is recorded with both its options, and made of them again")
  void declaresTwoOptions() {
    assertThat(PluginSpec.of(LEARNED))
        .isEqualTo(PluginSpec.parse("gaussian:mean=learned,covariance=diagonal"));
    assertThat(PluginSpec.of(new GaussianPrior()))
        .isEqualTo(PluginSpec.parse("gaussian:mean=zero,covariance=identity"));
  }
}
