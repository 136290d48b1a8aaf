package org.elbosurgery.priors.gaussian;

import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.graph.DenseLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The network of an affine coupling as numbers, in double precision; see {@link Coupling}.
 *
 * @param first hidden layer
 * @param second hidden layer
 * @param scale the layer of the logarithms of the scales
 * @param shift the layer of the shifts
 * @param maxLogScale the bound of the logarithms
 */
record FrozenCoupling(Layer first, Layer second, Layer scale, Layer shift, double maxLogScale) {

  /** A fully connected layer as numbers. */
  record Layer(INDArray weights, INDArray bias) {

    static Layer of(DenseLayer layer, GraphValues values) {
      return new Layer(values.of(layer.weights()), values.of(layer.bias()));
    }

    INDArray apply(INDArray x) {
      return x.mmul(weights).addiRowVector(bias);
    }
  }

  /** What a coupling does to some rows of the half that it moves, row by row. */
  static final class Move {

    private final double[] logScales;
    private final double[] shifts;

    private Move(INDArray logScales, INDArray shifts) {
      this.logScales = logScales.dup('c').data().asDouble();
      this.shifts = shifts.dup('c').data().asDouble();
    }

    /** Scales and shifts values, and adds the logarithm of each row's scales to the row's sum. */
    void apply(double[] values, double[] sums) {
      int width = values.length / sums.length;
      for (int i = 0; i < values.length; i++) {
        values[i] = values[i] * Math.exp(logScales[i]) + shifts[i];
        sums[i / width] += logScales[i];
      }
    }

    /** Undoes {@link #apply} on values. */
    void undo(double[] values) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (values[i] - shifts[i]) * Math.exp(-logScales[i]);
      }
    }
  }

  /** Returns the move for some rows of the half that is kept. */
  Move move(double[] kept, int rows) {
    INDArray x = Nd4j.createFromArray(kept).reshape('c', rows, kept.length / rows);
    INDArray hidden = tanh(second.apply(tanh(first.apply(x))));
    return new Move(tanh(scale.apply(hidden)).muli(maxLogScale), shift.apply(hidden));
  }

  private static INDArray tanh(INDArray x) {
    return Transforms.tanh(x, false);
  }
}
