package org.elbosurgery.priors.gaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.apache.commons.math3.stat.StatUtils;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("The resampled prior")
final class ResampledPriorTest {

  private static final FloatRows ROWS = FloatRows.copyOf(1, new float[] {0, 1, 1});

  private static ModelDefinition model(int attempts, int d, DataType type) {
    return new ModelDefinition(
        new MlpEncoder(0, 1, Activation.TANH),
        new MlpDecoder(0, 1, Activation.TANH, Likelihood.BERNOULLI),
        new ResampledPrior(5, attempts, 64, 100_000),
        1,
        d,
        type);
  }

  /** Returns the prior with weights enlarged such that acceptances differ, and an output bias. */
  private static PluginGraph graph(int attempts, int d, double bias) {
    ParameterSource source =
        (name, start) -> name.equals("prior/b-output") ? start.add(bias) : start.mul(3);
    return new PluginGraph(model(attempts, d, DataType.DOUBLE), source, ROWS, RandomStream.of(4));
  }

  private static FrozenResampled frozen(int attempts, int d) {
    return (FrozenResampled) graph(attempts, d, -1).freeze();
  }

  /** Returns a lattice of the line or the plane with a step of 1/16, out to 8. */
  private static INDArray lattice(int d) {
    int side = 257;
    double[][] z = new double[(int) Math.pow(side, d)][d];
    for (int i = 0; i < z.length; i++) {
      int rest = i;
      for (int j = 0; j < d; j++) {
        z[i][j] = (rest % side - side / 2) / 16.0;
        rest /= side;
      }
    }
    return Nd4j.createFromArray(z);
  }

  private static double integral(INDArray values, int d) {
    return values.sumNumber().doubleValue() * Math.pow(1 / 16.0, d);
  }

  /** Three standard errors: a false alarm in 0.3 % of seeds, and the seed is fixed. */
  @ParameterizedTest(name = "d = {0}")
  @ValueSource(ints = {1, 2})
  @DisplayName("has the normaliser that quadrature gives, within three of its errors")
  void normaliser(int d) {
    FrozenResampled prior = frozen(100, d);
    INDArray z = lattice(d);
    INDArray acceptance = Nd4j.nn.sigmoid(prior.logits().apply(z));
    INDArray proposal = Nd4j.math.exp(DiagonalGaussianMixture.standard(d).logProb(z));
    double exact = integral(acceptance.mul(proposal), d);
    double variance = integral(acceptance.mul(acceptance).mul(proposal), d) - exact * exact;

    assertThat(prior.logNormalizerError())
        .isCloseTo(Math.sqrt(variance / 100_000) / exact, within(1e-4))
        .isBetween(1e-4, 1e-2);
    assertThat(Math.log(prior.normalizer()))
        .isCloseTo(Math.log(exact), within(3 * prior.logNormalizerError()));
  }

  /** For T = 2 the density is pi (a + 1 - Z), and in general what the definition says. */
  @ParameterizedTest(name = "T = {0}, d = {1}")
  @CsvSource({"2, 1", "2, 2", "7, 2", "100, 2"})
  @DisplayName("is the density of truncated rejection sampling, and integrates to 1")
  void density(int attempts, int d) {
    FrozenResampled prior = frozen(attempts, d);
    INDArray z = lattice(d);
    INDArray density = Nd4j.math.exp(prior.logProb(z));
    assertThat(integral(density, d)).isCloseTo(1, within(5 * prior.logNormalizerError()));

    int place = (int) z.size(0) / 3;
    double a = FrozenResampled.acceptance(prior.logits().apply(z).getDouble(place));
    double pi = Math.exp(DiagonalGaussianMixture.standard(d).logProb(z).getDouble(place));
    double refused = Math.pow(1 - prior.normalizer(), attempts - 1);
    assertThat(density.getDouble(place))
        .isCloseTo(((1 - refused) * a / prior.normalizer() + refused) * pi, within(1e-12));
  }

  /** Of 40000 samples the mean of the acceptance is E_p[a], within 5 errors. */
  @ParameterizedTest(name = "T = {0}")
  @ValueSource(ints = {2, 5, 100})
  @DisplayName("samples what it is the density of")
  void samples(int attempts) {
    FrozenResampled prior = frozen(attempts, 1);
    INDArray z = lattice(1);
    INDArray density = Nd4j.math.exp(prior.logProb(z));
    double expected = integral(density.mul(Nd4j.nn.sigmoid(prior.logits().apply(z))), 1);
    double[] sampled =
        Nd4j.nn
            .sigmoid(prior.logits().apply(prior.sample(40_000, RandomStream.of(6))))
            .data()
            .asDouble();
    double error = Math.sqrt(StatUtils.variance(sampled) / sampled.length);
    assertThat(StatUtils.mean(sampled)).isCloseTo(expected, within(5 * error));
  }

  @Test
  @DisplayName("that accepts all alike is the standard normal")
  void indifferent() {
    PluginGraph graph =
        new PluginGraph(
            model(100, 2, DataType.DOUBLE),
            (name, start) -> name.startsWith("prior/") ? start.mul(0) : start,
            ROWS,
            RandomStream.of(4));
    FrozenResampled prior = (FrozenResampled) graph.freeze();
    INDArray z = lattice(2);
    assertThat(prior.logNormalizerError()).isZero();
    assertThat(prior.logProb(z).distance2(DiagonalGaussianMixture.standard(2).logProb(z)))
        .isLessThan(1e-9);
  }

  @Test
  @DisplayName("that accepts nothing ends with a numeric error that names its normaliser")
  void nothing() {
    PluginGraph graph = graph(100, 2, -1000);
    assertThatThrownBy(graph::freeze)
        .isInstanceOfSatisfying(
            ElboException.class,
            e -> assertThat(e.category()).isEqualTo(ElboException.Category.NUMERIC))
        .hasMessageContaining("the normaliser of the resampled prior is estimated as 0.0")
        .hasMessageContaining("100000 proposals");
  }

  @Test
  @DisplayName("is trained by a plan alone")
  void planned() {
    TrainingGraph graph =
        new TrainingGraph(
            model(100, 2, DataType.FLOAT),
            ParameterSource.INITIAL,
            ROWS,
            RandomStream.of(1),
            new Execution(Engine.PLAN, 1));
    assertThat(graph.foreignOperations().stream().flatMap(Set::stream)).isEmpty();
  }
}
