package org.elbosurgery.framework.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.graph.LogProbability;
import org.elbosurgery.api.graph.Reduction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("Functions of codes made of a graph")
final class PresentValuesTest {

  private final SameDiff graph = SameDiff.create();

  private GraphValues values(DataType type, Engine engine) {
    return new PresentValues(graph, new Declarations(), type, 2, new Execution(engine, 2));
  }

  private GraphValues values(DataType type) {
    return values(type, Engine.SAMEDIFF);
  }

  /** Returns n rows (i / 7, -i / 7). */
  private static INDArray codes(int n) {
    return Nd4j.createFromArray(
        IntStream.range(0, n)
            .mapToObj(i -> new double[] {i / 7.0, -i / 7.0})
            .toArray(double[][]::new));
  }

  @Test
  @DisplayName("are as many as a prior needs, whatever the graph holds already")
  void anyNumber() {
    SDVariable codes = graph.constant("codes", Nd4j.createFromArray(new double[][] {{1, 2}}));
    List<UnaryOperator<INDArray>> functions = new ArrayList<>();
    for (int k = 0; k < 5; k++) {
      double factor = k;
      functions.add(values(DataType.DOUBLE).function(z -> z.mul(factor).add(codes)));
    }

    for (int k = 4; k >= 0; k--) {
      assertThat(functions.get(k).apply(codes(2)).data().asDouble())
          .containsExactly(new double[] {1, 2, 1 + k / 7.0, 2 - k / 7.0}, within(1e-15));
    }
  }

  /** 2^24 + 1 is no number in single precision; 2500 rows are three blocks. */
  @Test
  @DisplayName("compute in the graph's precision, in blocks of rows, and give doubles")
  void precisionAndBlocks() {
    INDArray z = codes(2500);
    z.putScalar(new int[] {1700, 0}, 16_777_217.0);
    UnaryOperator<INDArray> single = values(DataType.FLOAT).function(row -> row.add(0));
    UnaryOperator<INDArray> precise = values(DataType.DOUBLE).function(row -> row.add(0));

    assertThat(precise.apply(z)).isEqualTo(z);
    assertThat(single.apply(z).dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(single.apply(z).getDouble(1700, 0)).isEqualTo(16_777_216.0);
    assertThat(single.apply(z)).isEqualTo(z.castTo(DataType.FLOAT).castTo(DataType.DOUBLE));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 32, 33, 300, 1024, 1025, 2500})
  @DisplayName("give by a plan what they give by SameDiff, for any number of rows")
  void planned(int rows) {
    SDVariable shift = graph.var("shift", Nd4j.createFromArray(new float[][] {{0.5f, -1}}));
    UnaryOperator<SDVariable> density = z -> LogProbability.standardGaussian(z.sub(shift));
    UnaryOperator<INDArray> planned = values(DataType.FLOAT, Engine.PLAN).function(density);
    UnaryOperator<INDArray> expected = values(DataType.FLOAT).function(density);

    for (int n : new int[] {rows, 3, rows}) {
      INDArray z = codes(n).div(7 * n);
      assertThat(planned.apply(z).shape()).containsExactly(n);
      assertThat(planned.apply(z).distance2(expected.apply(z))).isLessThan(1e-6 * n);
    }
    graph.getVariable("shift").getArr().assign(0);
    INDArray origin = Nd4j.zeros(rows, 2);
    assertThat(planned.apply(origin).getDouble(rows - 1))
        .isCloseTo(-Math.log(2 * Math.PI), within(1e-6));
  }

  @Test
  @DisplayName("refuse codes of another shape, and an expression without a row for each code")
  void refusals() {
    UnaryOperator<INDArray> density =
        values(DataType.DOUBLE).function(LogProbability::standardGaussian);
    UnaryOperator<INDArray> mean =
        values(DataType.DOUBLE).function(z -> Reduction.mean(LogProbability.standardGaussian(z)));

    assertThat(density.apply(codes(1)).shape()).containsExactly(1);
    assertThatThrownBy(() -> density.apply(Nd4j.zeros(3, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("codes are [n, 2], not [3, 5]");
    assertThatThrownBy(() -> mean.apply(codes(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gives [] for 3 codes");
  }
}
