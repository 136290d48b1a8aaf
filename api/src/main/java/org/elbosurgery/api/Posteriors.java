package org.elbosurgery.api;

import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The posteriors q(z|x_n) = N(mean_n, diag exp(logVariance_n)) of a data set as numbers, in the
 * precision in which they are given. Means that are large compared with their standard deviations
 * are not resolved in single precision. Immutable.
 *
 * @since 0.1.0
 */
public final class Posteriors implements PosteriorRows {

  /** Twice the entropy of a Gaussian of variance 1 in one dimension. */
  private static final double ENTROPY_OF_UNIT = 1 + Math.log(2 * Math.PI);

  private final int size;
  private final int dimensions;
  private final PosteriorValues values;

  /**
   * Copies the posteriors, in single precision.
   *
   * @param size N, the number of data points, at least 1
   * @param dimensions d, the number of latent dimensions, at least 1
   * @param mean {@code [N, d]} row by row
   * @param logVariance natural logarithms of the variances, {@code [N, d]} row by row
   * @throws IllegalArgumentException if a length is wrong, or a value is NaN or infinite (the row
   *     is named)
   */
  public Posteriors(int size, int dimensions, float[] mean, float[] logVariance) {
    this(size, dimensions, new SinglePrecision(mean.clone(), logVariance.clone()));
    requireLengths(mean.length, logVariance.length);
    requireFinite();
  }

  /**
   * Copies the posteriors, in double precision; otherwise like {@link #Posteriors(int, int,
   * float[], float[])}.
   */
  public Posteriors(int size, int dimensions, double[] mean, double[] logVariance) {
    this(size, dimensions, new DoublePrecision(mean.clone(), logVariance.clone()));
    requireLengths(mean.length, logVariance.length);
    requireFinite();
  }

  /**
   * Leaves the posteriors where they are, after reading all of them once.
   *
   * @throws IllegalArgumentException if N or d is below 1, or a value is NaN or infinite (the row
   *     is named)
   * @throws ElboException USER if they cannot be read; later, any method may throw it
   */
  public Posteriors(PosteriorRows rows) {
    this(rows.size(), rows.dimensions(), new StoredValues(rows));
    requireFinite();
  }

  private Posteriors(int size, int dimensions, PosteriorValues values) {
    if (size < 1 || dimensions < 1) {
      throw new IllegalArgumentException(
          "codes have at least one row and one dimension, not [" + size + ", " + dimensions + "]");
    }
    this.size = size;
    this.dimensions = dimensions;
    this.values = values;
  }

  private void requireLengths(int means, int logVariances) {
    int expected = Math.multiplyExact(size, dimensions);
    requireLength("mean", means, expected);
    requireLength("log-variance", logVariances, expected);
  }

  private void requireLength(String name, int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          name + " has " + length + " values, not " + size + " x " + dimensions);
    }
  }

  private void requireFinite() {
    for (int n = 0; n < size; n++) {
      for (int j = 0; j < dimensions; j++) {
        requireFinite("mean", mean(n, j), n, j);
        requireFinite("log-variance", logVariance(n, j), n, j);
      }
    }
  }

  private static void requireFinite(String name, double value, int n, int j) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          name + " is " + value + " in row " + n + ", dimension " + j);
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  /** Returns the mean of q(z_j|x_n). */
  public double mean(int n, int j) {
    return values.mean((long) n * dimensions + j);
  }

  /** Returns the log-variance of q(z_j|x_n). */
  public double logVariance(int n, int j) {
    return values.logVariance((long) n * dimensions + j);
  }

  /** Returns the standard deviation of q(z_j|x_n). */
  public double standardDeviation(int n, int j) {
    return Math.exp(0.5 * logVariance(n, j));
  }

  /**
   * Returns some of the posteriors, in the order given; one may be given more than once.
   *
   * @param numbers of the data points, at least one
   * @throws IndexOutOfBoundsException if there is no such data point
   */
  public Posteriors rows(int... numbers) {
    return new Posteriors(numbers.length, dimensions, values.rows(dimensions, numbers));
  }

  /**
   * Returns a copy, in memory, of the posteriors {@code from}, ..., {@code to - 1}.
   *
   * @throws IndexOutOfBoundsException if there are no such data points
   */
  public Posteriors range(int from, int to) {
    Objects.checkFromToIndex(from, to, size);
    return new Posteriors(to - from, dimensions, values.range(dimensions, from, to));
  }

  @Override
  public boolean isSinglePrecision() {
    return values.isSinglePrecision();
  }

  @Override
  public void read(int from, int to, double[] mean, double[] logVariance) {
    values.read((long) from * dimensions, (long) to * dimensions, mean, logVariance);
  }

  /** Returns a copy of the means, {@code [N, d]}, float or double as they were given. */
  public INDArray means() {
    return values.means(dimensions);
  }

  /** Returns a copy of the log-variances, {@code [N, d]}, float or double as they were given. */
  public INDArray logVariances() {
    return values.logVariances(dimensions);
  }

  /**
   * Returns the entropy of one posterior, 1/2 sum_j (1 + log 2 pi + logVariance_j), in nats.
   *
   * @param n the data point
   */
  public double entropy(int n) {
    double sum = 0;
    for (int j = 0; j < dimensions; j++) {
      sum += ENTROPY_OF_UNIT + logVariance(n, j);
    }
    return sum / 2;
  }
}
