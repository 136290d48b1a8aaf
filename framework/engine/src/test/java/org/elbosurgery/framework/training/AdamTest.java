package org.elbosurgery.framework.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.plan.Workers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Adam against its formula, worked out number by number in plain Java. */
final class AdamTest {

  private static final double RATE = 0.01;

  @ParameterizedTest(name = "{0} on {1} threads, within {2}")
  @CsvSource({"DOUBLE, 1, 1e-12", "FLOAT, 1, 2e-6", "FLOAT, 3, 2e-6"})
  @DisplayName("steps are those of the paper's formula, for parameters of any shape")
  void formula(DataType type, int threads, double tolerance) {
    INDArray matrix = Nd4j.createFromArray(new double[][] {{1, -2, 3}, {0.5, 0, -1}}).castTo(type);
    INDArray row = Nd4j.createFromArray(new double[][] {{4, 5}}).castTo(type);
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    arrays.put("matrix", matrix);
    arrays.put("row", row);
    double[] expected = {1, -2, 3, 0.5, 0, -1, 4, 5};
    double[] m = new double[expected.length];
    double[] v = new double[expected.length];
    Adam adam = new Adam(new Parameters(arrays), RATE, type, Workers.of(threads));
    for (int t = 1; t <= 4; t++) {
      INDArray g1 = matrix.mul(0.3 * t).add(0.1); // some gradient that depends on the state
      INDArray g2 = row.mul(-0.2).add(t);
      double[] gradient = Nd4j.concat(0, g1.reshape(6), g2.reshape(2)).toDoubleVector();
      adam.step(Map.of("matrix", g1, "row", g2), t - 1);
      for (int i = 0; i < expected.length; i++) {
        m[i] = 0.9 * m[i] + 0.1 * gradient[i];
        v[i] = 0.999 * v[i] + 0.001 * gradient[i] * gradient[i];
        double rate = RATE * Math.sqrt(1 - Math.pow(0.999, t)) / (1 - Math.pow(0.9, t));
        expected[i] -= rate * m[i] / (Math.sqrt(v[i]) + 1e-8);
      }
      double[] actual = Nd4j.concat(0, matrix.reshape(6), row.reshape(2)).toDoubleVector();
      assertThat(actual).containsExactly(expected, within(tolerance));
    }
    assertThat(adam.moments().slice(0).toDoubleVector()).containsExactly(m, within(tolerance));
    assertThat(adam.moments().slice(1).toDoubleVector()).containsExactly(v, within(tolerance));
  }
}
