package org.elbosurgery.api;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The posteriors q(z|x_n) = N(mean_n, diag exp(logVariance_n)) of a data set as numbers, in single
 * precision. Immutable.
 */
public final class Codes {

  private final int size;
  private final int dimensions;
  private final float[] mean;
  private final float[] logVariance;

  /**
   * Copies the posteriors.
   *
   * @param size N, the number of data points, at least 1
   * @param dimensions d, the number of latent dimensions, at least 1
   * @param mean {@code [N, d]} row by row
   * @param logVariance natural logarithms of the variances, {@code [N, d]} row by row
   * @throws IllegalArgumentException if a length is wrong, or a value is NaN or infinite (the row
   *     is named)
   */
  public Codes(int size, int dimensions, float[] mean, float[] logVariance) {
    if (size < 1 || dimensions < 1) {
      throw new IllegalArgumentException(
          "codes have at least one row and one dimension, not [" + size + ", " + dimensions + "]");
    }
    this.size = size;
    this.dimensions = dimensions;
    this.mean = checked("mean", mean);
    this.logVariance = checked("log-variance", logVariance);
  }

  private float[] checked(String name, float[] values) {
    if (values.length != Math.multiplyExact(size, dimensions)) {
      throw new IllegalArgumentException(
          name + " has " + values.length + " values, not " + size + " x " + dimensions);
    }
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            name
                + " is "
                + values[i]
                + " in row "
                + i / dimensions
                + ", dimension "
                + i % dimensions);
      }
    }
    return values.clone();
  }

  /** Returns N, the number of data points. */
  public int size() {
    return size;
  }

  /** Returns d, the number of latent dimensions. */
  public int dimensions() {
    return dimensions;
  }

  /** Returns the mean of q(z_j|x_n). */
  public float mean(int n, int j) {
    return mean[n * dimensions + j];
  }

  /** Returns the log-variance of q(z_j|x_n). */
  public float logVariance(int n, int j) {
    return logVariance[n * dimensions + j];
  }

  /**
   * Returns some of the posteriors, in the order given; one may be given more than once.
   *
   * @param numbers of the data points, at least one
   * @throws IndexOutOfBoundsException if there is no such data point
   */
  public Codes rows(int... numbers) {
    float[] means = new float[numbers.length * dimensions];
    float[] logVariances = new float[means.length];
    for (int i = 0; i < numbers.length; i++) {
      System.arraycopy(mean, numbers[i] * dimensions, means, i * dimensions, dimensions);
      System.arraycopy(
          logVariance, numbers[i] * dimensions, logVariances, i * dimensions, dimensions);
    }
    return new Codes(numbers.length, dimensions, means, logVariances);
  }

  /** Returns a copy of the means, {@code [N, d]}, float. */
  public INDArray means() {
    return matrix(mean);
  }

  /** Returns a copy of the log-variances, {@code [N, d]}, float. */
  public INDArray logVariances() {
    return matrix(logVariance);
  }

  private INDArray matrix(float[] values) {
    return Nd4j.create(values, new long[] {size, dimensions}, 'c').castTo(DataType.FLOAT);
  }

  /**
   * Returns the entropy of one posterior, 1/2 sum_j (1 + log 2 pi + logVariance_j), in nats.
   *
   * @param n the data point
   */
  public double entropy(int n) {
    double sum = 0;
    for (int j = 0; j < dimensions; j++) {
      sum += 1 + Math.log(2 * Math.PI) + logVariance(n, j);
    }
    return sum / 2;
  }
}
