package org.elbosurgery.api;

/**
 * The means and log-variances of posteriors, to be read some rows at a time from where they are
 * kept, in files for example. They never change, and several threads may read at once.
 *
 * @since 0.1.0
 */
public interface PosteriorRows {

  /** Returns N, the number of data points. */
  int size();

  /** Returns d, the number of latent dimensions. */
  int dimensions();

  /** Returns whether single precision represents every value exactly. */
  boolean isSinglePrecision();

  /**
   * Reads the rows {@code from}, ..., {@code to - 1} to the beginning of two arrays, row by row.
   *
   * @param mean receives the means, at least {@code (to - from) d} long
   * @param logVariance receives natural logarithms of the variances, as long
   * @throws ElboException USER if they cannot be read
   */
  void read(int from, int to, double[] mean, double[] logVariance);
}
