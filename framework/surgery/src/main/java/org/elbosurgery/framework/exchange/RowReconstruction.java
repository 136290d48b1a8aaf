package org.elbosurgery.framework.exchange;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.StratifiedMeans;

/**
 * log p(x_n|z) at samples z of the posterior of each data point, from a model trained anywhere, in
 * nats. Immutable.
 */
public final class RowReconstruction {

  private final double[] values;
  private final int samples;

  /**
   * Takes values.
   *
   * @param values {@code [N, S]} row by row, S samples of each data point
   * @param samples S; with 1 a value is a sample, or a mean of several
   * @throws IllegalArgumentException if a value is NaN or infinite (the row is named)
   */
  public RowReconstruction(double[] values, int samples) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "reconstruction is " + values[i] + " in row " + i / samples);
      }
    }
    this.values = values.clone();
    this.samples = samples;
  }

  /**
   * Returns the reconstruction of several parts, one after the other, with as many samples each.
   *
   * @throws IllegalArgumentException if there is one value in all
   */
  static RowReconstruction joined(List<RowReconstruction> parts) {
    double[] values = parts.stream().flatMapToDouble(part -> Arrays.stream(part.values)).toArray();
    if (values.length < 2) {
      throw new IllegalArgumentException(
          "one value of a reconstruction has no standard error; give several samples, [1, S]");
    }
    return new RowReconstruction(values, parts.get(0).samples);
  }

  /** Returns S, the number of samples of each data point. */
  int samples() {
    return samples;
  }

  /** Returns N, the number of data points. */
  public int size() {
    return values.length / samples;
  }

  /**
   * Returns the reconstruction. Its standard error is that of {@link StratifiedMeans}: of the
   * sampling of z if there are several samples of each point; of one value each the standard
   * deviation over the points / sqrt(N), which is too large rather than too small.
   *
   * @throws IllegalStateException if there is one value in all, which has no standard error
   */
  public Estimate mean() {
    StratifiedMeans means = new StratifiedMeans(1, samples);
    IntStream.range(0, size()).forEach(n -> means.add(row(n)));
    return means.mean(0);
  }

  private double[] row(int n) {
    return Arrays.copyOfRange(values, n * samples, (n + 1) * samples);
  }

  /** Returns the mean of each data point, {@code [N]}. */
  public double[] points() {
    StratifiedMeans means = new StratifiedMeans(1, samples);
    return IntStream.range(0, size()).mapToDouble(n -> means.add(row(n))[0]).toArray();
  }
}
