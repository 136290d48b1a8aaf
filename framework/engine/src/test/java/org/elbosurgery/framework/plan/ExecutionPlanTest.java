package org.elbosurgery.framework.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.elbosurgery.framework.simd.Elementwise;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a plan does besides computing the right numbers for random graphs. */
final class ExecutionPlanTest {

  private static SDVariable input(SameDiff graph, long... shape) {
    return graph.placeHolder("x", DataType.FLOAT, shape);
  }

  private static ExecutionPlan plan(SameDiff graph, INDArray x, String... wanted) {
    return ExecutionPlan.of(graph, Map.of("x", x), List.of(wanted), Workers.of(2));
  }

  @Test
  @DisplayName("operations that it does not know are executed by ND4J, between those that it does")
  void foreign() {
    SameDiff graph = SameDiff.create();
    SDVariable x = input(graph, -1, 4);
    SDVariable sine = graph.math().sin(graph.math().exp(x));
    sine.mul(x).rename("known");
    graph.math().cos(sine).gt(0.5).castTo(DataType.INT32).castTo(DataType.FLOAT).mul("unknown", x);
    INDArray values = Nd4j.linspace(-1, 1, 12, DataType.FLOAT).reshape(3, 4);
    ExecutionPlan plan = plan(graph, values, "known", "unknown");
    assertThat(plan.foreignOperations())
        .containsExactly("cast", "cos", "greaterthan_scalar", "sin");
    for (int round = 0; round < 3; round++) {
      INDArray shifted = values.add(0.1 * round);
      Map<String, INDArray> expected = graph.output(Map.of("x", shifted), "known", "unknown");
      Map<String, INDArray> actual = plan.evaluate(Map.of("x", shifted));
      expected.forEach(
          (name, array) ->
              assertThat(actual.get(name).reshape(12).toFloatVector())
                  .containsExactly(array.reshape(12).toFloatVector(), within(1e-6f)));
    }
  }

  @Test
  @DisplayName("what is computed twice is computed once, and a guarded softplus is one softplus")
  void simplified() {
    SameDiff graph = SameDiff.create();
    SDVariable x = input(graph, -1, 4);
    SDVariable guarded =
        graph
            .nn()
            .softplus(graph.math().clipByValue(x, -80, 80))
            .add(graph.nn().relu(x.sub(80), 0));
    guarded.add("sum", graph.math().exp(x).mul(graph.math().exp(x)));
    INDArray values = Nd4j.createFromArray(new float[][] {{-200, -1, 3, 20}});
    assertThat(plan(graph, values, "sum").evaluate(Map.of("x", values)).get("sum").toFloatVector())
        .containsExactly(
            new float[] {
              0,
              (float) (Math.log1p(Math.exp(-1)) + Math.exp(-2)),
              (float) (Math.log1p(Math.exp(3)) + Math.exp(6)),
              (float) (20 + Math.exp(40))
            },
            within(1e-6f * (float) Math.exp(40)));
    GraphTrace trace = GraphTrace.of(graph, Map.of("x", values), List.of("sum"));
    List<Node> nodes = Schedule.of(List.of(new Lowering(graph, trace).node("sum"))).nodes();
    assertThat(nodes.stream().filter(node -> node.is(Elementwise.EXP))).hasSize(1);
    assertThat(nodes.stream().filter(node -> node.is(Elementwise.SOFTPLUS))).hasSize(1);
    assertThat(nodes.stream().filter(node -> node.is(Elementwise.MAX_CONSTANT))).isEmpty();
  }

  @Test
  @DisplayName("rows of several arrays are stacked, and each array has its part of the gradient")
  void stacked() {
    SameDiff graph = SameDiff.create();
    SDVariable x = input(graph, -1, 4);
    SDVariable w = graph.var("w", Nd4j.linspace(1, 8, 8, DataType.FLOAT).reshape(2, 4));
    SDVariable stack = graph.concat(0, w, graph.math().square(x), w, x);
    graph.math().square(stack).sum().rename("loss");
    graph.setLossVariables("loss");
    graph.createGradFunction("x");
    SameDiff gradients = graph.getFunction("grad");
    INDArray values = Nd4j.linspace(-1, 1, 12, DataType.FLOAT).reshape(3, 4);
    String byX = graph.getVariable("x").gradient().name();
    String byW = w.gradient().name();
    ExecutionPlan plan = plan(gradients, values, "loss", byX, byW);
    assertThat(plan.foreignOperations()).isEmpty();
    Map<String, INDArray> actual = plan.evaluate(Map.of("x", values));
    for (int i = 0; i < 12; i++) {
      double v = values.getDouble(i / 4, i % 4);
      assertThat(actual.get(byX).getDouble(i / 4, i % 4))
          .isCloseTo(4 * v * v * v + 2 * v, within(1e-6)); // of v^4 + v^2
    }
    for (int i = 0; i < 8; i++) {
      assertThat(actual.get(byW).getDouble(i / 4, i % 4)).isEqualTo(4 * (i + 1)); // of 2 w^2
    }
  }

  @Test
  @DisplayName("sums of many numbers do not lose the small ones")
  void longSums() {
    SameDiff graph = SameDiff.create();
    input(graph, -1).sum().rename("sum");
    INDArray values = Nd4j.valueArrayOf(new long[] {3_000_000}, 0.1f, DataType.FLOAT);
    assertThat(plan(graph, values, "sum").evaluate(Map.of("x", values)).get("sum").getDouble(0))
        // A block of 1024 is added in single precision, 64 numbers a lane at the least: at most 64
        // roundings of 2^-24 of the whole.
        .isCloseTo(3_000_000 * (double) 0.1f, within(3e5 * 64 * 0x1p-24));
  }

  @Test
  @DisplayName("the plan alone keeps its memory, whatever the garbage collector does")
  void memory() {
    SameDiff graph = SameDiff.create();
    SDVariable x = input(graph, -1, 64);
    SDVariable w = graph.var("w", Nd4j.ones(DataType.FLOAT, 64, 64));
    SDVariable y = x;
    for (int layer = 0; layer < 5; layer++) {
      y = graph.nn().tanh(y.mmul(w).mul(0.02));
    }
    y.add("y", x);
    INDArray values = Nd4j.linspace(-1, 1, 640, DataType.FLOAT).reshape(10, 64);
    ExecutionPlan plan = plan(graph, values, "y");
    INDArray first = plan.evaluate(Map.of("x", values)).get("y").dup();
    for (int round = 0; round < 5; round++) {
      System.gc();
      Nd4j.valueArrayOf(new long[] {100_000}, round, DataType.FLOAT).addi(1); // claims what is free
      assertThat(plan.evaluate(Map.of("x", values)).get("y")).isEqualTo(first);
    }
  }

  @Test
  @DisplayName("parameters are read where they are")
  void liveParameters() {
    SameDiff graph = SameDiff.create();
    INDArray weights = Nd4j.ones(DataType.FLOAT, 4, 2);
    SDVariable w = graph.var("w", weights);
    input(graph, -1, 4).mmul("y", w);
    INDArray ones = Nd4j.ones(DataType.FLOAT, 3, 4);
    ExecutionPlan plan = plan(graph, ones, "y");
    assertThat(plan.evaluate(Map.of("x", ones)).get("y").getDouble(0)).isEqualTo(4);
    graph.getVariable("w").getArr().muli(2);
    assertThat(plan.evaluate(Map.of("x", ones)).get("y").getDouble(0)).isEqualTo(8);
  }

  @Test
  @DisplayName("graphs in double precision are left to SameDiff")
  void suitable() {
    SameDiff single = SameDiff.create();
    input(single, -1, 4).add("y", single.constant("c", Nd4j.ones(DataType.FLOAT, 1, 4)));
    assertThat(ExecutionPlan.suits(single)).isTrue();
    SameDiff twice = SameDiff.create();
    twice.placeHolder("x", DataType.DOUBLE, -1, 4).add("y", 1);
    assertThat(ExecutionPlan.suits(twice)).isFalse();
  }
}
