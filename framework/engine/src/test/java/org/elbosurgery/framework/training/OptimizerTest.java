package org.elbosurgery.framework.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.plan.Workers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Optimizers against their formulas, worked out number by number in double precision. */
final class OptimizerTest {

  private static final double RATE = 0.01;

  /** One number's step: returns what is subtracted, and changes the two numbers of its state. */
  private interface Formula {
    double step(double g, double[] state, int t);
  }

  /** Written from the papers and from PyTorch's documentation of each, not from the code. */
  private static final Map<String, Formula> FORMULAS =
      Map.of(
          "adam",
          adam(0.9, 0.999, 1e-8),
          "adam:beta1=0.5,beta2=0.9,epsilon=0.01",
          adam(0.5, 0.9, 0.01),
          "adamax:beta1=0.8,beta2=0.95",
          (g, state, t) -> {
            state[0] = 0.8 * state[0] + 0.2 * g;
            state[1] = Math.max(0.95 * state[1], Math.abs(g) + 1e-8);
            return RATE / (1 - Math.pow(0.8, t)) * state[0] / state[1];
          },
          "rmsprop",
          rmsProp(0.99, 0),
          "rmsprop:decay=0.9,momentum=0.5",
          rmsProp(0.9, 0.5),
          "sgd",
          (g, state, t) -> RATE * g,
          "sgd:momentum=0.9",
          (g, state, t) -> RATE * (state[0] = 0.9 * state[0] + g),
          "sgd:momentum=0.9,nesterov=true",
          (g, state, t) -> {
            state[0] = 0.9 * state[0] + g;
            return RATE * (g + 0.9 * state[0]);
          });

  private static Formula adam(double beta1, double beta2, double epsilon) {
    return (g, state, t) -> {
      state[0] = beta1 * state[0] + (1 - beta1) * g;
      state[1] = beta2 * state[1] + (1 - beta2) * g * g;
      double rate = RATE * Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(beta1, t));
      return rate * state[0] / (Math.sqrt(state[1]) + epsilon);
    };
  }

  private static Formula rmsProp(double decay, double momentum) {
    return (g, state, t) -> {
      state[0] = decay * state[0] + (1 - decay) * g * g;
      state[1] = momentum * state[1] + g / (Math.sqrt(state[0]) + 1e-8);
      return RATE * state[1];
    };
  }

  @ParameterizedTest(name = "{0} on {1} threads")
  @CsvSource(
      delimiter = '|',
      value = {
        "adam|1",
        "adam|3",
        "adam:beta1=0.5,beta2=0.9,epsilon=0.01|2",
        "adamax:beta1=0.8,beta2=0.95|1",
        "rmsprop|3",
        "rmsprop:decay=0.9,momentum=0.5|1",
        "sgd|1",
        "sgd:momentum=0.9|2",
        "sgd:momentum=0.9,nesterov=true|1"
      })
  @DisplayName("steps are those of the formula, for parameters of any shape")
  void formula(String optimizer, int threads) {
    INDArray matrix = Nd4j.createFromArray(new float[][] {{1, -2, 3}, {0.5f, 0, -1}});
    INDArray row = Nd4j.createFromArray(new float[][] {{4, 5}});
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    arrays.put("matrix", matrix);
    arrays.put("row", row);
    double[] expected = {1, -2, 3, 0.5, 0, -1, 4, 5};
    double[][] state = new double[expected.length][2];
    GradientDescent descent = descent(optimizer, arrays, threads);
    for (int t = 1; t <= 4; t++) {
      INDArray g1 = matrix.mul(0.3 * t).add(0.1); // some gradient that depends on the parameters
      INDArray g2 = row.mul(-0.2).add(t);
      double[] gradient = flat(g1, g2);
      descent.step(Map.of("matrix", g1, "row", g2), RATE, t - 1);
      for (int i = 0; i < expected.length; i++) {
        expected[i] -= FORMULAS.get(optimizer).step(gradient[i], state[i], t);
      }
      assertThat(flat(matrix, row)).containsExactly(expected, within(2e-6));
    }
    for (int k = 0; k < descent.state().size(0); k++) {
      for (int i = 0; i < expected.length && !optimizer.equals("sgd"); i++) {
        assertThat(descent.state().getDouble(k, i)).isCloseTo(state[i][k], within(2e-6));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "adam, 1",
    "adam, 2",
    "adamax, 3",
    "rmsprop:momentum=0.5, 2",
    "sgd:momentum=0.9, 3",
  })
  @DisplayName("every number of long parameters is stepped once, with the state of its own")
  void longParameters(String optimizer, int threads) {
    int[] sizes = {1037, 16, 5}; // blocks and their rests
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    Map<String, INDArray> single = new LinkedHashMap<>();
    Map<String, INDArray> gradients = new LinkedHashMap<>();
    for (int size : sizes) {
      INDArray values = Nd4j.linspace(DataType.FLOAT, -1, 2.0 / size, size).reshape(1, size).dup();
      arrays.put("w" + size, values);
      gradients.put("w" + size, values.mul(0.7).add(0.1));
      for (int i = 0; i < size; i++) {
        single.put(size + "/" + i, Nd4j.scalar(DataType.FLOAT, values.getFloat(i)));
      }
    }
    Map<String, INDArray> alone = new LinkedHashMap<>();
    single.forEach((name, w) -> alone.put(name, w.mul(0.7).add(0.1)));
    GradientDescent together = descent(optimizer, arrays, threads);
    GradientDescent each = descent(optimizer, single, 1);
    for (int t = 0; t < 3; t++) {
      together.step(gradients, RATE, t);
      each.step(alone, RATE, t);
    }
    assertThat(together.state().toFloatMatrix()).isEqualTo(each.state().toFloatMatrix());
    for (int size : sizes) {
      for (int i = 0; i < size; i++) {
        assertThat(arrays.get("w" + size).getFloat(i))
            .isEqualTo(single.get(size + "/" + i).getFloat(0));
      }
    }
    GradientDescent restored = descent(optimizer, arrays, threads);
    restored.restore(together.state());
    assertThat(restored.state()).isEqualTo(together.state());
  }

  private static GradientDescent descent(
      String optimizer, Map<String, INDArray> arrays, int threads) {
    return new GradientDescent(
        Optimizer.parse(optimizer), new Parameters(arrays), Workers.of(threads));
  }

  private static double[] flat(INDArray matrix, INDArray row) {
    return Nd4j.concat(0, matrix.reshape(6), row.reshape(2))
        .castTo(DataType.DOUBLE)
        .toDoubleVector();
  }

  @ParameterizedTest
  @ValueSource(strings = {"adam", "adamax", "rmsprop", "sgd:momentum=0.9"})
  @DisplayName("is written so that it can be read back")
  void written(String text) {
    Optimizer optimizer = Optimizer.parse(text);
    assertThat(Optimizer.parse(optimizer.toString())).isEqualTo(optimizer);
  }

  @Test
  @DisplayName("everything wrong with one is said, and the nearest name")
  void wrong() {
    assertThatThrownBy(() -> Optimizer.parse("adm"))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("unknown name adm")
        .hasMessageContaining("adam");
    assertThatThrownBy(() -> Optimizer.parse("rmsprop:decay=1,momentum=x"))
        .isInstanceOfSatisfying(
            ElboException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(2)
                    .anyMatch(problem -> problem.contains("option decay: 1 is out of range"))
                    .anyMatch(problem -> problem.contains("option momentum: 'x'")));
    assertThatThrownBy(() -> Optimizer.parse("sgd:nesterov=true"))
        .hasMessageContaining("give momentum");
  }

  @Test
  @DisplayName("a state of another optimizer is refused with both shapes")
  void foreignState() {
    Parameters parameters = new Parameters(Map.of("w", Nd4j.zeros(DataType.FLOAT, 1, 3)));
    GradientDescent sgd = new GradientDescent(new Sgd(), parameters, Workers.of(1));
    GradientDescent adam = new GradientDescent(new Adam(), parameters, Workers.of(1));
    assertThatThrownBy(() -> sgd.restore(adam.state()))
        .isInstanceOfSatisfying(
            ElboException.class,
            e -> assertThat(e.category()).isEqualTo(ElboException.Category.USER))
        .hasMessageContaining("[2, 3]")
        .hasMessageContaining("[1, 3]");
  }

  @Test
  @DisplayName("the joint norm of all gradients is bounded, or each has norm 1")
  void scaling() {
    INDArray a = Nd4j.createFromArray(3f, 0f);
    INDArray b = Nd4j.createFromArray(0f, 4f);
    GradientScaling.clip(Map.of("a", a, "b", b), 2.5);
    assertThat(a.toFloatVector()).containsExactly(1.5f, 0f);
    assertThat(b.toFloatVector()).containsExactly(0f, 2f);
    INDArray zero = Nd4j.zeros(DataType.FLOAT, 2);
    INDArray five = Nd4j.createFromArray(3f, -4f);
    GradientScaling.normalize(Map.of("zero", zero, "five", five));
    assertThat(zero.toFloatVector()).containsExactly(0f, 0f);
    assertThat(five.toFloatVector()).containsExactly(new float[] {0.6f, -0.8f}, within(1e-6f));
  }
}
