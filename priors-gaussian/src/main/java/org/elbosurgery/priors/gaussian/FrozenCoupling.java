package org.elbosurgery.priors.gaussian;

import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.graph.DenseLayer;

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

  /**
   * A fully connected layer as numbers. Java multiplies them: where ND4J adds a bias to each row,
   * the collector may free the number of the dimension before native code reads it, which ends the
   * process.
   */
  static final class Layer {

    private final double[] weights;
    private final double[] bias;

    /**
     * Makes a layer; the arrays are not copied.
     *
     * @param weights {@code [in, out]} row by row
     * @param bias {@code [out]}
     */
    Layer(double[] weights, double[] bias) {
      this.weights = weights;
      this.bias = bias;
    }

    static Layer of(DenseLayer layer, GraphValues values) {
      return new Layer(
          values.of(layer.weights()).dup('c').data().asDouble(),
          values.of(layer.bias()).dup('c').data().asDouble());
    }

    /** Returns x W + b, {@code [n, out]}, of n rows x, {@code [n, in]}. */
    double[] apply(double[] x, int rows) {
      int outputs = bias.length;
      int inputs = weights.length / outputs;
      double[] result = new double[rows * outputs];
      for (int n = 0; n < rows; n++) {
        System.arraycopy(bias, 0, result, n * outputs, outputs);
        int i = 0;
        for (; i + 4 <= inputs; i += 4) {
          addFour(x, n * inputs + i, i * outputs, result, n * outputs);
        }
        for (; i < inputs; i++) {
          addOne(x[n * inputs + i], i * outputs, result, n * outputs);
        }
      }
      return result;
    }

    /**
     * Adds four rows of the weights, times as many values of x, to the values from some place,
     * which are loaded and stored a quarter as often as with one row.
     */
    private void addFour(double[] x, int from, int row, double[] values, int place) {
      double a = x[from];
      double b = x[from + 1];
      double c = x[from + 2];
      double d = x[from + 3];
      int n = bias.length;
      for (int j = 0; j < n; j++) {
        values[place + j] +=
            a * weights[row + j]
                + b * weights[row + n + j]
                + (c * weights[row + 2 * n + j] + d * weights[row + 3 * n + j]);
      }
    }

    private void addOne(double factor, int row, double[] values, int place) {
      for (int j = 0; j < bias.length; j++) {
        values[place + j] += factor * weights[row + j];
      }
    }
  }

  /** What a coupling does to some rows of the half that it moves, row by row. */
  static final class Move {

    private final double[] logScales;
    private final double[] shifts;

    private Move(double[] logScales, double[] shifts) {
      this.logScales = logScales;
      this.shifts = shifts;
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
    double[] hidden = tanh(second.apply(tanh(first.apply(kept, rows)), rows));
    double[] logScales = tanh(scale.apply(hidden, rows));
    for (int i = 0; i < logScales.length; i++) {
      logScales[i] *= maxLogScale;
    }
    return new Move(logScales, shift.apply(hidden, rows));
  }

  /**
   * Replaces values by their hyperbolic tangents, tanh x = 1 - 2 / (e^2x + 1), and returns them.
   * This is within some 1e-16 of {@link Math#tanh}, and faster.
   */
  private static double[] tanh(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = 1 - 2 / (Math.exp(2 * values[i]) + 1);
    }
    return values;
  }
}
