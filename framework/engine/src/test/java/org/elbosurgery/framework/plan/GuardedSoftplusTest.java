package org.elbosurgery.framework.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.framework.simd.Elementwise;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The forms that the api's softplus has, and its gradient as ND4J derives it, against those that
 * the plan knows: if either changes, plans stay right, and training becomes slower.
 */
final class GuardedSoftplusTest {

  /** Counts the functions in the plan of a loss, a function of x + b, and its gradient by b. */
  private static Map<Elementwise, Integer> functions(UnaryOperator<SDVariable> function) {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, 4);
    SDVariable b = graph.var("b", Nd4j.ones(DataType.FLOAT, 1, 4));
    function.apply(x.add(b)).sum().rename("loss");
    graph.setLossVariables("loss");
    graph.createGradFunction();
    SameDiff gradients = graph.getFunction("grad");
    List<String> wanted = List.of("loss", b.gradient().name());
    INDArray values = Nd4j.linspace(-90, 90, 12, DataType.FLOAT).reshape(3, 4);
    Lowering lowering =
        new Lowering(gradients, GraphTrace.of(gradients, Map.of("x", values), wanted));
    Map<Elementwise, Integer> counts = new EnumMap<>(Elementwise.class);
    Schedule.of(wanted.stream().map(lowering::node).toList()).nodes().stream()
        .flatMap(
            node -> node.operation() instanceof RowWise.Map map ? Stream.of(map) : Stream.empty())
        .forEach(map -> counts.merge(map.function(), 1, Integer::sum));
    return counts;
  }

  @Test
  @DisplayName("a softplus is one function, its gradient another, and both share e^-|x|")
  void simplified() {
    assertThat(functions(Activation.SOFTPLUS::apply))
        .isEqualTo(
            Map.of(
                Elementwise.ADD, 1, // x + b
                Elementwise.MULTIPLY, 1, // sigmoid(x) g
                Elementwise.EXP_NEG_ABS, 1,
                Elementwise.SOFTPLUS, 1,
                Elementwise.SIGMOID, 1));
  }

  @Test
  @DisplayName("also where the argument has another use, whose gradient is added before")
  void alsoUsedElsewhere() {
    assertThat(functions(x -> x.mul(Activation.SOFTPLUS.apply(x))))
        .isEqualTo(
            Map.of(
                Elementwise.ADD, 2, // x + b; the gradients by both factors
                Elementwise.MULTIPLY, 4, // x softplus(x); softplus(x) g; (x g) sigmoid(x)
                Elementwise.EXP_NEG_ABS, 1,
                Elementwise.SOFTPLUS, 1,
                Elementwise.SIGMOID, 1));
  }
}
