package org.elbosurgery.api;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The posteriors q(z|x_n) = N(mean_n, diag exp(logVariance_n)) of a data set as numbers, in the
 * precision in which they are given. Means that are large compared with their standard deviations
 * are not resolved in single precision. Immutable.
 *
 * @since 0.1.0
 */
public final class Posteriors {

  private final int size;
  private final int dimensions;
  private final PosteriorValues mean;
  private final PosteriorValues logVariance;

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
    this(
        size,
        dimensions,
        new PosteriorValues.SinglePrecision(mean.clone()),
        new PosteriorValues.SinglePrecision(logVariance.clone()));
  }

  /**
   * Copies the posteriors, in double precision; otherwise like {@link #Posteriors(int, int,
   * float[], float[])}.
   */
  public Posteriors(int size, int dimensions, double[] mean, double[] logVariance) {
    this(
        size,
        dimensions,
        new PosteriorValues.DoublePrecision(mean.clone()),
        new PosteriorValues.DoublePrecision(logVariance.clone()));
  }

  private Posteriors(int size, int dimensions, PosteriorValues mean, PosteriorValues logVariance) {
    if (size < 1 || dimensions < 1) {
      throw new IllegalArgumentException(
          "codes have at least one row and one dimension, not [" + size + ", " + dimensions + "]");
    }
    this.size = size;
    this.dimensions = dimensions;
    this.mean = checked("mean", mean);
    this.logVariance = checked("log-variance", logVariance);
  }

  private PosteriorValues checked(String name, PosteriorValues values) {
    if (values.length() != Math.multiplyExact(size, dimensions)) {
      throw new IllegalArgumentException(
          name + " has " + values.length() + " values, not " + size + " x " + dimensions);
    }
    for (int i = 0; i < values.length(); i++) {
      if (!Double.isFinite(values.at(i))) {
        throw new IllegalArgumentException(
            name
                + " is "
                + values.at(i)
                + " in row "
                + i / dimensions
                + ", dimension "
                + i % dimensions);
      }
    }
    return values;
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
  public double mean(int n, int j) {
    return mean.at(n * dimensions + j);
  }

  /** Returns the log-variance of q(z_j|x_n). */
  public double logVariance(int n, int j) {
    return logVariance.at(n * dimensions + j);
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
    return new Posteriors(
        numbers.length,
        dimensions,
        mean.rows(dimensions, numbers),
        logVariance.rows(dimensions, numbers));
  }

  /** Returns a copy of the means, {@code [N, d]}, float or double as they were given. */
  public INDArray means() {
    return mean.matrix(dimensions);
  }

  /** Returns a copy of the log-variances, {@code [N, d]}, float or double as they were given. */
  public INDArray logVariances() {
    return logVariance.matrix(dimensions);
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
