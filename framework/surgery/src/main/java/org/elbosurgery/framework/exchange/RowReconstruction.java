package org.elbosurgery.framework.exchange;

import java.util.Arrays;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.StratifiedMeans;

/**
 * log p(x_n|z) at samples z of the posterior of each data point, from a model trained anywhere, in
 * nats. Immutable.
 */
public final class RowReconstruction {

  private final double[] points;
  private final Estimate mean;

  /**
   * Takes values.
   *
   * @param values {@code [N, S]} row by row, S samples of each data point
   * @param samples S; with 1 a value is a sample, or a mean of several
   * @throws IllegalArgumentException if a value is NaN or infinite (the row is named), or there is
   *     one value in all
   */
  public RowReconstruction(double[] values, int samples) {
    if (values.length < 2) {
      throw new IllegalArgumentException(
          "one value of a reconstruction has no standard error; give several samples, [1, S]");
    }
    StratifiedMeans means = new StratifiedMeans(1, samples);
    points = new double[values.length / samples];
    for (int n = 0; n < points.length; n++) {
      double[] row = Arrays.copyOfRange(values, n * samples, (n + 1) * samples);
      for (double value : row) {
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException("reconstruction is " + value + " in row " + n);
        }
      }
      points[n] = means.add(row)[0];
    }
    mean = means.mean(0);
  }

  /** Returns N, the number of data points. */
  public int size() {
    return points.length;
  }

  /**
   * Returns the reconstruction. Its standard error is that of {@link StratifiedMeans}: of the
   * sampling of z if there are several samples of each point; of one value each the standard
   * deviation over the points / sqrt(N), which is too large rather than too small.
   */
  public Estimate mean() {
    return mean;
  }

  /** Returns the mean of each data point, {@code [N]}. */
  public double[] points() {
    return points.clone();
  }
}
