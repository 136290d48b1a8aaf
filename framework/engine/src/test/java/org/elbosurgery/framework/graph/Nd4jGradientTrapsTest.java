package org.elbosurgery.framework.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.elbosurgery.framework.graph.Nd4jTrap.evaluate;
import static org.elbosurgery.framework.graph.Nd4jTrap.gradient;
import static org.elbosurgery.framework.graph.Nd4jTrap.mended;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.elbosurgery.api.Interval;
import org.elbosurgery.api.graph.Affine;
import org.elbosurgery.api.graph.Clip;
import org.elbosurgery.api.graph.Columns;
import org.elbosurgery.api.graph.LogProbability;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.loss.LossReduce;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's defects in gradients, pinned as {@link Nd4jTrapsTest} does the others. */
@DisplayName("A defect of ND4J in gradients")
final class Nd4jGradientTrapsTest {

  @Test
  @DisplayName("makes the gradient of sigmoidCrossEntropy ignore what it is multiplied by")
  void sigmoidCrossEntropy() {
    INDArray logits = Nd4j.createFromArray(new double[][] {{0.5, -1}, {2, 0.1}});
    INDArray labels = Nd4j.createFromArray(new double[][] {{1, 0}, {0.3, 1}});
    BinaryOperator<SDVariable> theirs =
        (y, l) -> l.getSameDiff().loss().sigmoidCrossEntropy(y, l, null, LossReduce.NONE, 0);
    UnaryOperator<SDVariable> once = l -> theirs.apply(l.getSameDiff().constant(labels), l);
    assertThat(gradient(logits, l -> once.apply(l).mul(3)))
        .as(mended("LogProbability.bernoulli"))
        .isEqualTo(gradient(logits, once));

    UnaryOperator<SDVariable> ours =
        l -> LogProbability.bernoulli(l.getSameDiff().constant(labels), l);
    INDArray tripled = gradient(logits, l -> ours.apply(l).mul(3));
    assertThat(tripled.toDoubleMatrix()).isDeepEqualTo(tripledLogitGradients(labels, logits));
  }

  /** d/dl of 3 (y l - softplus(l)) is 3 (y - sigmoid(l)). */
  private static double[][] tripledLogitGradients(INDArray labels, INDArray logits) {
    INDArray probabilities = Nd4j.nn.sigmoid(logits);
    return labels.sub(probabilities).mul(3).toDoubleMatrix();
  }

  @Test
  @DisplayName(
      "makes the fused affine map impossible to differentiate by its bias for a batch of one")
  void linear() {
    INDArray x = Nd4j.createFromArray(new double[][] {{1, 2, 3}});
    INDArray weights = Nd4j.createFromArray(new double[][] {{1, 4}, {2, 5}, {3, 6}});
    INDArray bias = Nd4j.createFromArray(7.0, 8.0);
    assertThatThrownBy(
            () ->
                gradient(
                    bias,
                    b -> {
                      SameDiff graph = b.getSameDiff();
                      return graph.nn().linear(graph.constant(x), graph.constant(weights), b);
                    }))
        .as(mended("Affine.map"))
        .isInstanceOf(RuntimeException.class);
    INDArray ours =
        gradient(
            bias.reshape(1, 2),
            b -> {
              SameDiff graph = b.getSameDiff();
              return Affine.map(graph.constant(x), graph.constant(weights), b);
            });
    assertThat(ours.toDoubleMatrix()[0]).containsExactly(1, 1);
  }

  @Test
  @DisplayName("makes the matrix product of [1, 1] by [1, 1] impossible to differentiate")
  void productOfScalars() {
    INDArray x = Nd4j.createFromArray(new double[][] {{2}});
    INDArray weight = Nd4j.createFromArray(new double[][] {{3}});
    assertThatThrownBy(() -> gradient(x, v -> v.mmul(v.getSameDiff().constant(weight))))
        .as(mended("Affine.map"))
        .isInstanceOf(RuntimeException.class);
    INDArray ours =
        gradient(
            x,
            v -> {
              SameDiff graph = v.getSameDiff();
              return Affine.map(v, graph.var("w", weight), graph.constant(Nd4j.zeros(1, 1)));
            });
    assertThat(ours.getDouble(0)).isEqualTo(3);
  }

  @Test
  @DisplayName("makes the product of a row by a transposed row differentiate to a wrong value")
  void productOfTransposedRow() {
    INDArray row = Nd4j.createFromArray(new double[][] {{2, 3}});
    INDArray other = Nd4j.createFromArray(new double[][] {{5, 7}});
    INDArray theirs =
        gradient(
            row, v -> v.getSameDiff().mmul(v, v.getSameDiff().constant(other), false, true, false));
    assertThat(theirs.ravel().toDoubleVector())
        .as(mended("LogProbability.diagonalGaussianMixture"))
        .isNotEqualTo(new double[] {5, 7});
    INDArray ours =
        gradient(
            row, v -> v.mmul(v.getSameDiff().permute(v.getSameDiff().var("w", other.dup()), 1, 0)));
    assertThat(ours.ravel().toDoubleVector()).containsExactly(5, 7);
  }

  @Test
  @DisplayName("makes the gradient of clipByValue zero at the bounds themselves")
  void clipAtItsBounds() {
    INDArray x = Nd4j.createFromArray(new double[][] {{-0.1, 0, 0.5, 1, 1.1}});
    assertThat(gradient(x, v -> v.getSameDiff().math().clipByValue(v, 0, 1)).toDoubleMatrix()[0])
        .as(mended("Clip"))
        .containsExactly(0, 0, 1, 0, 0);
    assertThat(gradient(x, v -> Clip.to(v, Interval.UNIT)).toDoubleMatrix()[0])
        .containsExactly(0, 1, 1, 1, 0);
    assertThat(evaluate(x, v -> Clip.to(v, Interval.UNIT)).toDoubleMatrix()[0])
        .containsExactly(0, 0, 0.5, 1, 1);
    Interval positive = new Interval(0, Double.POSITIVE_INFINITY);
    assertThat(gradient(x, v -> Clip.to(v, positive)).toDoubleMatrix()[0])
        .containsExactly(0, 1, 1, 1, 1);
    assertThat(evaluate(x, v -> Clip.to(v, Interval.REAL_LINE))).isEqualTo(x);
  }

  @Test
  @DisplayName("gives the gradient of a strided slice to the wrong columns for a batch of one")
  void stridedSlice() {
    INDArray x = Nd4j.createFromArray(new double[][] {{1, 2, 3}});
    UnaryOperator<SDVariable> theirs = v -> v.get(SDIndex.all(), SDIndex.interval(2, 3));
    assertThat(gradient(x, theirs).toDoubleVector())
        .as(mended("Columns.slice"))
        .containsExactly(1, 0, 0);
    assertThat(gradient(x, v -> Columns.slice(v, 2, 3)).toDoubleVector()).containsExactly(0, 0, 1);
  }
}
