package org.elbosurgery.api;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The means or log-variances of posteriors, {@code [N, d]} row by row, in the precision in which
 * they were given.
 */
sealed interface PosteriorValues {

  /** Returns the number of values, N d. */
  int length();

  /** Returns value i. */
  double at(int i);

  /** Returns copies of some rows, in the order given. */
  PosteriorValues rows(int dimensions, int... numbers);

  /** Returns a copy as a matrix of {@code d} columns in the same precision. */
  INDArray matrix(int dimensions);

  /** Copies some rows of an array to another array of the same type. */
  private static void copyRows(Object values, Object chosen, int dimensions, int... numbers) {
    for (int i = 0; i < numbers.length; i++) {
      System.arraycopy(values, numbers[i] * dimensions, chosen, i * dimensions, dimensions);
    }
  }

  /** Values in single precision, which take half the memory. */
  final class SinglePrecision implements PosteriorValues {

    private final float[] values;

    /** Keeps {@code values}, which nobody else may hold. */
    SinglePrecision(float[] values) {
      this.values = values;
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    public double at(int i) {
      return values[i];
    }

    @Override
    public PosteriorValues rows(int dimensions, int... numbers) {
      float[] chosen = new float[Math.multiplyExact(numbers.length, dimensions)];
      copyRows(values, chosen, dimensions, numbers);
      return new SinglePrecision(chosen);
    }

    @Override
    public INDArray matrix(int dimensions) {
      return Nd4j.createFromArray(values).reshape('c', -1, dimensions);
    }
  }

  /** Values in double precision. */
  final class DoublePrecision implements PosteriorValues {

    private final double[] values;

    /** Keeps {@code values}, which nobody else may hold. */
    DoublePrecision(double[] values) {
      this.values = values;
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    public double at(int i) {
      return values[i];
    }

    @Override
    public PosteriorValues rows(int dimensions, int... numbers) {
      double[] chosen = new double[Math.multiplyExact(numbers.length, dimensions)];
      copyRows(values, chosen, dimensions, numbers);
      return new DoublePrecision(chosen);
    }

    @Override
    public INDArray matrix(int dimensions) {
      return Nd4j.createFromArray(values).reshape('c', -1, dimensions);
    }
  }
}
