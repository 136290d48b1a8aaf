package org.elbosurgery.api;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The means and log-variances of posteriors, {@code [N, d]} row by row, in the precision in which
 * they were given.
 */
sealed interface PosteriorValues permits SinglePrecision, DoublePrecision, StoredValues {

  /** Returns a mean by its index in row-major order. */
  double mean(long i);

  /** Returns a log-variance by its index in row-major order. */
  double logVariance(long i);

  /** Returns whether single precision represents every value exactly. */
  boolean isSinglePrecision();

  /** Copies all values at the indices {@code from}, ..., {@code to - 1} to two arrays. */
  void read(long from, long to, double[] mean, double[] logVariance);

  /** Returns copies of some rows, in the order given. */
  PosteriorValues rows(int dimensions, int... numbers);

  /** Returns copies of the rows {@code from}, ..., {@code to - 1}. */
  PosteriorValues range(int dimensions, int from, int to);

  /** Returns a copy of the means as a matrix of {@code d} columns in the same precision. */
  INDArray means(int dimensions);

  /** Returns a copy of the log-variances as a matrix in the same precision. */
  INDArray logVariances(int dimensions);
}
