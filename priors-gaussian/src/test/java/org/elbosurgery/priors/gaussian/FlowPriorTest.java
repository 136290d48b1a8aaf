package org.elbosurgery.priors.gaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Activation;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("The flow")
final class FlowPriorTest {

  private static final Rows ROWS = FloatRows.copyOf(3, RandomStream.of(4).gaussians(6));

  private static ModelDefinition model(FlowPrior prior, int d, DataType type) {
    return new ModelDefinition(
        new MlpEncoder(0, 1, Activation.TANH),
        new MlpDecoder(0, 1, Activation.TANH, Likelihood.GAUSSIAN),
        prior,
        3,
        d,
        type);
  }

  private static PluginGraph start(FlowPrior prior, int d) {
    return new PluginGraph(
        model(prior, d, DataType.DOUBLE), ParameterSource.INITIAL, ROWS, RandomStream.of(1));
  }

  private static FrozenFlow frozen(PluginGraph graph) {
    return (FrozenFlow) graph.freeze();
  }

  private static INDArray parameter(PluginGraph graph, String name) {
    return graph.parameters().arrays().get("prior/" + name);
  }

  /** Returns a flow whose parameters are moved by N(0, size^2) from where they start. */
  private static FrozenFlow moved(FlowPrior prior, int d, double size) {
    PluginGraph graph = start(prior, d);
    RandomStream random = RandomStream.of(6);
    graph
        .parameters()
        .arrays()
        .forEach(
            (name, value) -> {
              if (name.startsWith("prior/")) {
                value.addi(gaussians(random.named(name), value.shape()).mul(size));
              }
            });
    return frozen(graph);
  }

  private static INDArray gaussians(RandomStream random, long... shape) {
    int size = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return Nd4j.create(random.gaussians(size), shape, 'c').castTo(DataType.DOUBLE);
  }

  @ParameterizedTest(name = "in {0} dimensions")
  @ValueSource(ints = {1, 2, 5})
  @DisplayName("starts as the standard Gaussian, samples included")
  void startsStandard(int d) {
    FrozenFlow flow = frozen(start(new FlowPrior(), d));
    DiagonalGaussianMixture standard = DiagonalGaussianMixture.standard(d);
    INDArray z = gaussians(RandomStream.of(5), 7, d).mul(3);
    assertThat(flow.logProb(z).toDoubleVector())
        .containsExactly(standard.logProb(z).toDoubleVector(), within(1e-12));
    double[] normals = new double[4 * d];
    RandomStream random = RandomStream.of(8);
    Arrays.setAll(normals, i -> random.nextGaussian());
    assertThat(flow.sample(4, RandomStream.of(8)).data().asDouble())
        .containsExactly(normals, within(1e-15));
  }

  /**
   * One unit in each layer, all of whose weights are 1 and biases 0. With z = (0.5, 2), mean 0 and
   * log-scale 0, h = tanh(tanh(0.5)) = 0.4318082, the logarithm of the scale is 2 tanh(h) =
   * 0.8136627 and the shift h, so that the second value is 2 e^0.8136627 + 0.4318082 = 4.9441209.
   * log p = -1/2 (0.5^2 + 4.9441209^2) - log 2 pi + 0.8136627 = -13.3713803.
   */
  @Test
  @DisplayName("has the density that one coupling has by hand")
  void byHand() {
    PluginGraph graph = start(new FlowPrior(1, 1, 2), 2);
    for (String layer : new String[] {"hidden0", "hidden1", "scale", "shift"}) {
      parameter(graph, "W-coupling0-" + layer).assign(1);
    }
    INDArray z = Nd4j.createFromArray(new double[][] {{0.5, 2}});
    assertThat(frozen(graph).logProb(z).getDouble(0)).isCloseTo(BY_HAND, within(1e-7));
    assertThat(graph.values().of(graph.prior().logProb(graph.input("z", z))).getDouble(0))
        .isCloseTo(BY_HAND, within(1e-7));
  }

  private static final double BY_HAND = -13.3713803;

  /**
   * The trapezoidal rule on [-15, 15]^2; its error for a smooth density that vanishes at the edge
   * falls faster than any power of the step.
   */
  @Test
  @DisplayName("integrates to one over the plane by quadrature, far from the standard Gaussian")
  void quadrature() {
    FrozenFlow flow = moved(new FlowPrior(4, 8, 2), 2, 0.3);
    double step = 0.05;
    double[] line = IntStream.range(0, 601).mapToDouble(i -> -15 + step * i).toArray();
    double[][] nodes =
        Arrays.stream(line)
            .boxed()
            .flatMap(x -> Arrays.stream(line).mapToObj(y -> new double[] {x, y}))
            .toArray(double[][]::new);
    double[] logProb = flow.logProb(Nd4j.createFromArray(nodes)).data().asDouble();
    double total = Arrays.stream(logProb).map(Math::exp).sum() * step * step;
    assertThat(total).isCloseTo(1, within(1e-4));
    assertThat(logProb[nodes.length / 2]).isNotCloseTo(-Math.log(2 * Math.PI), within(0.1));
  }

  @ParameterizedTest(name = "in {0} dimensions")
  @ValueSource(ints = {1, 2, 3, 5, 10})
  @DisplayName("undoes itself: what it makes of its samples are the standard normal values again")
  void inverse(int d) {
    FrozenFlow flow = moved(new FlowPrior(), d, 0.2);
    double[] normals = gaussians(RandomStream.of(3), 50L, d).data().asDouble();
    double[] codes = flow.inverse(normals.clone());
    assertThat(codes).isNotEqualTo(normals);
    assertThat(flow.forward(codes, new double[50])).containsExactly(normals, within(1e-5));
  }

  @Test
  @DisplayName("in one dimension is a Gaussian with learned mean and variance, without couplings")
  void oneDimension() {
    PluginGraph graph = start(new FlowPrior(), 1);
    parameter(graph, "mean").assign(0.7);
    parameter(graph, "log-scale").assign(Math.log(3));
    assertThat(graph.parameters().arrays().keySet())
        .filteredOn(name -> name.startsWith("prior/"))
        .containsExactlyInAnyOrder("prior/mean", "prior/log-scale");
    INDArray z = gaussians(RandomStream.of(5), 6, 1);
    assertThat(frozen(graph).logProb(z).toDoubleVector())
        .containsExactly(
            new DiagonalGaussianMixture(
                    new double[1], new double[] {0.7}, new double[] {2 * Math.log(3)})
                .logProb(z)
                .toDoubleVector(),
            within(1e-12));
  }

  @Test
  @DisplayName("whose inverse overflows says so, and which coupling")
  void overflow() {
    PluginGraph graph = start(new FlowPrior(3, 2, 1000), 2);
    parameter(graph, "b-coupling1-scale").assign(-100);
    assertThatThrownBy(() -> frozen(graph).sample(5, RandomStream.of(1)))
        .isInstanceOfSatisfying(
            ElboException.class,
            e -> assertThat(e.category()).isEqualTo(ElboException.Category.NUMERIC))
        .hasMessageContaining("coupling 2 of 3 overflows to")
        .hasMessageContaining("smaller max-log-scale");
  }

  @ParameterizedTest(name = "in {0} dimensions")
  @ValueSource(ints = {1, 2, 5})
  @DisplayName("trains on the plan alone")
  void onThePlan(int d) {
    TrainingGraph graph =
        new TrainingGraph(
            model(new FlowPrior(), d, DataType.FLOAT),
            ParameterSource.INITIAL,
            ROWS,
            RandomStream.of(1),
            new Execution(Engine.PLAN, 1));
    assertThat(graph.foreignOperations()).contains(Set.of());
  }
}
