package org.elbosurgery.api.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.elbosurgery.api.RandomStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Values and gradients of the ready expressions, at every size and at the extremes. */
final class GraphFunctionsTest {

  private static INDArray evaluate(INDArray x, UnaryOperator<SDVariable> expression) {
    SameDiff graph = SameDiff.create();
    SDVariable input = graph.placeHolder("x", x.dataType(), -1, x.size(1));
    SDVariable output = expression.apply(input);
    return output.eval(Map.of("x", x)).dup();
  }

  /** Compares the gradient of sum(expression(x)^2) with central differences, all in double. */
  private static void checkGradient(INDArray x, UnaryOperator<SDVariable> expression) {
    SameDiff graph = SameDiff.create();
    SDVariable input = graph.var("x", x.dup());
    SDVariable output = expression.apply(input);
    SDVariable loss = graph.math().square(output.reshape(1, 1, -1)).sum("loss", 0, 1, 2);
    graph.setLossVariables(loss.name());
    INDArray gradient = graph.calculateGradients(Map.of(), "x").get("x");
    double step = 1e-5;
    for (long i = 0; i < x.length(); i++) {
      double up = lossAt(x, i, step, expression);
      double down = lossAt(x, i, -step, expression);
      assertThat(gradient.getDouble(i))
          .as("gradient of %s at element %d of %s", expression, i, x)
          .isCloseTo((up - down) / (2 * step), within(1e-6 * Math.max(1, Math.abs(up) / 10)));
    }
  }

  private static double lossAt(INDArray x, long i, double step, UnaryOperator<SDVariable> f) {
    INDArray moved = x.dup();
    moved.putScalar(i, moved.getDouble(i) + step);
    INDArray y = evaluate(moved, f);
    double sum = 0;
    for (long k = 0; k < y.length(); k++) {
      sum += y.getDouble(k) * y.getDouble(k);
    }
    return sum;
  }

  private static INDArray gaussian(int rows, int columns) {
    RandomStream random = RandomStream.of(7).at(rows).at(columns);
    INDArray x = Nd4j.create(DataType.DOUBLE, rows, columns);
    for (long i = 0; i < x.length(); i++) {
      x.putScalar(i, random.nextGaussian());
    }
    return x;
  }

  static Stream<Arguments> expressions() {
    Map<String, UnaryOperator<SDVariable>> all =
        new TreeMap<>(
            Map.of(
                "affine", GraphFunctionsTest::affine,
                "sumOfRows", Reduction::sumOfRows,
                "mean", x -> Reduction.mean(Reduction.sumOfRows(x)),
                "logSumExpOfRows", Reduction::logSumExpOfRows,
                "bernoulli", x -> LogProbability.bernoulli(x.mul(0.3), x),
                "diagonalGaussian", x -> LogProbability.diagonalGaussian(x, x.mul(0.3), x.mul(0.2)),
                "standardGaussian", LogProbability::standardGaussian,
                "softplus", Activation.SOFTPLUS::apply,
                "tanh", Activation.TANH::apply,
                "relu", Activation.RELU::apply));
    all.put("lastColumn", GraphFunctionsTest::lastColumn);
    return all.entrySet().stream()
        .flatMap(
            e ->
                Stream.of(new int[] {1, 1}, new int[] {1, 3}, new int[] {3, 1}, new int[] {4, 3})
                    .map(s -> Arguments.of(e.getKey(), s[0], s[1], e.getValue())));
  }

  private static SDVariable lastColumn(SDVariable x) {
    int m = (int) x.getShape()[1];
    return Columns.slice(x, m - 1, m);
  }

  private static SDVariable affine(SDVariable x) {
    INDArray weights = gaussian((int) x.getShape()[1], 1);
    SDVariable bias = Reduction.mean(Reduction.sumOfRows(x)).reshape(1, 1);
    return Affine.map(x, x.getSameDiff().var("weights", weights), bias);
  }

  @ParameterizedTest(name = "{0} of [{1}, {2}]")
  @MethodSource("expressions")
  @DisplayName("gradients agree with central differences, sizes of 1 included")
  void gradients(String name, int rows, int columns, UnaryOperator<SDVariable> expression) {
    checkGradient(gaussian(rows, columns), expression);
  }

  @Test
  @DisplayName("log-sum-exp keeps rows that lie far apart (ND4J's own gives -infinity for them)")
  void logSumExpOfDistantRows() {
    INDArray x =
        Nd4j.createFromArray(new float[][] {{0, 0}, {-50, -50}, {-200, -200}, {-1000, -1000}});
    INDArray y = evaluate(x, Reduction::logSumExpOfRows);
    for (int i = 0; i < 4; i++) {
      assertThat(y.getDouble(i)).isCloseTo(x.getDouble(i, 0) + Math.log(2), within(1e-4));
    }
  }

  @Test
  @DisplayName("softplus is right at any size (ND4J's own overflows above 88)")
  void softplusExtremes() {
    INDArray x = Nd4j.createFromArray(new float[][] {{-1000, -90, 0, 79, 81, 90, 1000, 1e6f}});
    INDArray y = evaluate(x, Activation.SOFTPLUS::apply);
    float[] expected = {0, 0, (float) Math.log(2), 79, 81, 90, 1000, 1e6f};
    assertThat(y.toFloatMatrix()[0]).containsExactly(expected, within(1e-6f));
  }

  @Test
  @DisplayName("the Bernoulli log-probability is exact for logits of any size")
  void bernoulliExtremes() {
    INDArray logits = Nd4j.createFromArray(new float[][] {{200}, {-200}, {0}});
    INDArray ones = evaluate(logits, l -> LogProbability.bernoulli(l.getSameDiff().onesLike(l), l));
    assertThat(ones.toFloatVector())
        .containsExactly(new float[] {0, -200, (float) Math.log(0.5)}, within(1e-6f));
  }

  @Test
  @DisplayName("the Gaussian log-density keeps every constant")
  void gaussianConstants() {
    // log N(1; 0, 4) = -1/2 (log 2 pi + log 4 + 1/4) = -1.7370857137646178
    INDArray x = Nd4j.createFromArray(new double[][] {{1}});
    INDArray y =
        evaluate(
            x,
            v ->
                LogProbability.diagonalGaussian(
                    v, v.getSameDiff().zerosLike(v), v.getSameDiff().onesLike(v).mul(Math.log(4))));
    assertThat(y.getDouble(0)).isCloseTo(-1.7370857137646178, within(1e-14));
  }
}
