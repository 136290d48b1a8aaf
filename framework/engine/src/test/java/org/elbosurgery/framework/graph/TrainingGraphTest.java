package org.elbosurgery.framework.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.Origin;
import org.elbosurgery.framework.data.Batch;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.networks.Likelihood;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The loss and its gradients, through the very graph that training uses. */
final class TrainingGraphTest {

  private static final double BETA = 0.7;

  private static INDArray gaussians(int rows, int columns, DataType type) {
    return Nd4j.create(
            RandomStream.of(3).gaussians(rows * columns), new long[] {rows, columns}, 'c')
        .castTo(type);
  }

  private static TrainingBatch batch(INDArray x, INDArray noise) {
    return TrainingBatch.ofOtherData(x, noise, RandomStream.of(5));
  }

  private static TrainingGraph graph(ModelDefinition model, Rows rows) {
    return new TrainingGraph(model, ParameterSource.INITIAL, rows, RandomStream.of(1));
  }

  @ParameterizedTest(name = "{0} prior, {1} likelihood, d = {2}, batch of {3}")
  @CsvSource({
    "standard, BERNOULLI, 2, 5",
    "standard, GAUSSIAN, 2, 5",
    "shifted, BERNOULLI, 2, 5",
    "standard, BERNOULLI, 1, 1",
    "shifted, GAUSSIAN, 1, 1",
    "shifted, BERNOULLI, 1, 3",
  })
  @DisplayName("every gradient agrees with central differences in double (identity 26)")
  void gradients(String priorName, Likelihood likelihood, int d, int n) {
    Prior prior =
        priorName.equals("standard") ? new TinyModel.StandardPrior() : new TinyModel.ShiftedPrior();
    Rows rows = TinyModel.rows(n);
    TrainingGraph graph = graph(TinyModel.of(prior, likelihood, d, DataType.DOUBLE), rows);
    INDArray x = Batch.of(rows, 0, n, DataType.DOUBLE);
    INDArray noise = gaussians(n, d, DataType.DOUBLE);
    var evaluation = graph.evaluate(batch(x, noise), BETA);
    double step = 1e-5;
    for (Map.Entry<String, INDArray> entry : graph.parameters().arrays().entrySet()) {
      INDArray value = entry.getValue();
      INDArray gradient = evaluation.gradients().get(entry.getKey());
      for (long i = 0; i < value.length(); i++) {
        double kept = value.getDouble(i);
        value.putScalar(i, kept + step);
        double up = loss(graph.terms(batch(x, noise)));
        value.putScalar(i, kept - step);
        double down = loss(graph.terms(batch(x, noise)));
        value.putScalar(i, kept);
        assertThat(gradient.getDouble(i))
            .as("gradient of %s[%d]", entry.getKey(), i)
            .isCloseTo((up - down) / (2 * step), within(1e-8));
      }
    }
  }

  private static double loss(TrainingGraph.Terms terms) {
    return BETA * terms.averageKl() - terms.reconstruction();
  }

  @Test
  @DisplayName("the weight of the average KL changes no reported term (identity 22)")
  void betaChangesTheLossAlone() {
    Rows rows = TinyModel.rows(4);
    TrainingGraph graph =
        graph(
            TinyModel.of(new TinyModel.StandardPrior(), Likelihood.BERNOULLI, 2, DataType.FLOAT),
            rows);
    INDArray x = Batch.of(rows, 0, 4, DataType.FLOAT);
    INDArray noise = gaussians(4, 2, DataType.FLOAT);
    var half = graph.evaluate(batch(x, noise), 0.5);
    INDArray halfGradient = half.gradients().get("encoder/W-mean").dup();
    var whole = graph.evaluate(batch(x, noise), 1);
    assertThat(half.terms()).isEqualTo(whole.terms());
    assertThat(halfGradient).isNotEqualTo(whole.gradients().get("encoder/W-mean"));
  }

  private static TrainingGraph graph(DataType type, Engine engine, Objective objective) {
    return new TrainingGraph(
        TinyModel.of(new TinyModel.ShiftedPrior(), Likelihood.BERNOULLI, 2, type),
        ParameterSource.INITIAL,
        TinyModel.rows(4),
        RandomStream.of(1),
        new Execution(engine, 1),
        objective);
  }

  @ParameterizedTest(name = "{0} by {1}")
  @CsvSource({"DOUBLE, SAMEDIFF, 1e-12", "FLOAT, PLAN, 1e-5"})
  @DisplayName("two samples of each row give the mean of what each gives alone")
  void samplesPerRow(DataType type, Engine engine, double tolerance) {
    INDArray x = Batch.of(TinyModel.rows(4), 0, 4, type);
    INDArray noise = gaussians(8, 2, type);
    TrainingGraph single = graph(type, engine, Objective.ELBO);
    double[] expected = {0, 0};
    Map<String, INDArray> gradients = new HashMap<>();
    for (int s = 0; s < 2; s++) {
      INDArray own = noise.get(NDArrayIndex.interval(4 * s, 4 * s + 4), NDArrayIndex.all()).dup();
      var evaluation = single.evaluate(batch(x, own), BETA);
      expected[0] += evaluation.terms().reconstruction() / 2;
      expected[1] += evaluation.terms().averageKl() / 2;
      evaluation
          .gradients()
          .forEach((name, value) -> gradients.merge(name, value.mul(0.5), INDArray::add));
    }
    TrainingGraph twice = graph(type, engine, new Objective(0, 2));
    var both = twice.evaluate(batch(x, noise), BETA);
    assertThat(twice.foreignOperations().stream().flatMap(Set::stream)).isEmpty();
    assertThat(both.terms().reconstruction()).isCloseTo(expected[0], within(tolerance));
    assertThat(both.terms().averageKl()).isCloseTo(expected[1], within(tolerance));
    assertSame(both.gradients(), gradients, tolerance);
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  @DisplayName("an average KL below the free bits pulls at nothing, one above them as ever")
  void freeBits(Engine engine) {
    INDArray x = Batch.of(TinyModel.rows(4), 0, 4, DataType.FLOAT);
    INDArray noise = gaussians(4, 2, DataType.FLOAT);
    TrainingGraph usual = graph(DataType.FLOAT, engine, Objective.ELBO);
    double averageKl = usual.evaluate(batch(x, noise), 1).terms().averageKl();
    Map<String, INDArray> without = copies(usual.evaluate(batch(x, noise), 0).gradients());
    Map<String, INDArray> with = copies(usual.evaluate(batch(x, noise), 1).gradients());
    var free =
        graph(DataType.FLOAT, engine, new Objective(1.1 * averageKl, 1))
            .evaluate(batch(x, noise), 1);
    assertThat(free.terms().averageKl()).isEqualTo(averageKl);
    assertSame(free.gradients(), without, 0);
    Objective little = new Objective(0.9 * averageKl, 1);
    assertSame(
        graph(DataType.FLOAT, engine, little).evaluate(batch(x, noise), 1).gradients(), with, 1e-7);
  }

  private static Map<String, INDArray> copies(Map<String, INDArray> gradients) {
    Map<String, INDArray> copies = new HashMap<>();
    gradients.forEach((name, value) -> copies.put(name, value.dup('c')));
    return copies;
  }

  private static void assertSame(
      Map<String, INDArray> actual, Map<String, INDArray> expected, double tolerance) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, value) ->
            assertThat(actual.get(name).sub(value).amaxNumber().doubleValue())
                .as(name)
                .isLessThanOrEqualTo(tolerance));
  }

  @Test
  @DisplayName("ND4J's report of differentiated operations does not reach standard output")
  void nothingOnStandardOutput() {
    PrintStream out = System.out;
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
    try {
      graph(
          TinyModel.of(new TinyModel.StandardPrior(), Likelihood.BERNOULLI, 2, DataType.FLOAT),
          TinyModel.rows(2));
      System.out.print("kept");
    } finally {
      System.setOut(out);
    }
    assertThat(captured.toString(StandardCharsets.UTF_8)).isEqualTo("kept");
  }

  @Test
  @DisplayName("batches of changing size give what each would give alone")
  void raggedBatches() {
    Rows rows = TinyModel.rows(7);
    ModelDefinition model =
        TinyModel.of(new TinyModel.ShiftedPrior(), Likelihood.BERNOULLI, 2, DataType.DOUBLE);
    TrainingGraph graph = graph(model, rows);
    INDArray noise = gaussians(7, 2, DataType.DOUBLE);
    double sum = 0;
    for (int[] part : new int[][] {{0, 4}, {4, 6}, {6, 7}}) {
      INDArray x = Batch.of(rows, part[0], part[1], DataType.DOUBLE);
      INDArray eps = noise.get(NDArrayIndex.interval(part[0], part[1]), NDArrayIndex.all()).dup();
      sum += (part[1] - part[0]) * graph.evaluate(batch(x, eps), 1).terms().elbo();
    }
    double whole = graph.terms(batch(Batch.of(rows, 0, 7, DataType.DOUBLE), noise)).elbo();
    assertThat(sum / 7).isCloseTo(whole, within(1e-12));
  }

  /** N(0, I) that declares two parameters and uses neither. */
  private record IdlePrior() implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      scope.parameter("a", Nd4j.ones(1, 2));
      scope.parameter("b", Nd4j.ones(1, 2));
      return new TinyModel.StandardPrior().bind(scope);
    }
  }

  @Test
  @DisplayName("parameters that the loss does not depend on are named with their plugin")
  void idleParameters() {
    ModelDefinition model = TinyModel.of(new IdlePrior(), Likelihood.BERNOULLI, 2, DataType.DOUBLE);
    String named = "prior " + IdlePrior.class.getName() + " in " + Origin.of(IdlePrior.class);
    String fault =
        ": the loss does not depend on its parameter %s; use it in a formula, or declare";
    assertThatThrownBy(() -> graph(model, TinyModel.rows(3)))
        .isInstanceOf(ElboException.class)
        .hasMessage(
            named
                + fault.formatted("a")
                + " it as a constant\n"
                + named
                + fault.formatted("b")
                + " it as a constant");
  }
}
