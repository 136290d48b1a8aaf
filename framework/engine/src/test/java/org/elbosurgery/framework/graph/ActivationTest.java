package org.elbosurgery.framework.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.Reduction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Nonlinearities against their formulas in double precision, whoever executes them. */
final class ActivationTest {

  private static final float[] POINTS = {
    -100, -30, -6, -1, -0.25f, -0.01f, 0, 0.01f, 0.25f, 1, 6, 30, 100
  };

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static DoubleUnaryOperator value(Activation activation) {
    return switch (activation) {
      case SOFTPLUS -> x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case RELU -> x -> Math.max(x, 0);
      case TANH -> Math::tanh;
      case SIGMOID -> ActivationTest::sigmoid;
      case SWISH -> x -> x * sigmoid(x);
      case ELU -> x -> x > 0 ? x : Math.expm1(x);
      case LEAKY_RELU -> x -> x > 0 ? x : 0.01 * x;
    };
  }

  /** The derivative; at a kink, the one from below, but 1 for ELU, which has none. */
  private static DoubleUnaryOperator slope(Activation activation) {
    return switch (activation) {
      case SOFTPLUS -> ActivationTest::sigmoid;
      case RELU -> x -> x > 0 ? 1 : 0;
      case TANH -> x -> 1 - Math.pow(Math.tanh(x), 2);
      case SIGMOID -> x -> sigmoid(x) * sigmoid(-x);
      case SWISH -> x -> sigmoid(x) + x * sigmoid(x) * sigmoid(-x);
      case ELU -> x -> Math.min(1, Math.exp(x));
      case LEAKY_RELU -> x -> x > 0 ? 1 : 0.01;
    };
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  @DisplayName("have the right values and slopes, by SameDiff and by the plan")
  void valuesAndSlopes(Activation activation) {
    INDArray x = Nd4j.createFromArray(new float[][] {POINTS, POINTS});
    for (Engine engine : Engine.values()) {
      SameDiff graph = SameDiff.create();
      SDVariable input = graph.var("x", x.dup());
      SDVariable output = activation.apply(input);
      output.rename("y");
      Reduction.sumOfRows(output).sum().rename("loss");
      GradientGraph gradients =
          GradientGraph.of(
              name -> Optional.empty(),
              graph,
              "loss",
              List.of("x"),
              List.of("y"),
              new Execution(engine, 1));
      Map<String, INDArray> values = gradients.evaluate(Map.of());
      for (int i = 0; i < POINTS.length; i++) {
        double expected = value(activation).applyAsDouble(POINTS[i]);
        double slope = slope(activation).applyAsDouble(POINTS[i]);
        String where = engine + " at " + POINTS[i];
        assertThat(values.get("y").getDouble(1, i))
            .as(where)
            .isCloseTo(expected, within(2e-7 + 2e-7 * Math.abs(expected)));
        assertThat(values.get("x").getDouble(1, i))
            .as("slope by %s", where)
            .isCloseTo(slope, within(1e-6));
      }
      assertThat(gradients.foreignOperations(Map.of()).orElse(Set.of())).isEmpty();
    }
  }
}
