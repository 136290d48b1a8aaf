package org.elbosurgery.framework.exchange;

import java.util.Arrays;
import java.util.Objects;
import org.elbosurgery.api.PointValues;

/**
 * What each data point adds to the terms of an ELBO, in nats: {@link PointValues} and in addition
 * the reconstruction, E_{q_n}[log p(x_n|z)], at the same points. Immutable.
 */
public final class PointTerms {

  private final double[] reconstruction;
  private final PointValues values;

  /**
   * Copies the values.
   *
   * @param reconstruction {@code [N]}, or {@code [R]} if the values are of some points
   * @param values of the same points
   * @throws IllegalArgumentException if the lengths differ, or a value is NaN or infinite (the row
   *     is named)
   */
  public PointTerms(double[] reconstruction, PointValues values) {
    if (reconstruction.length != values.size()) {
      throw new IllegalArgumentException(
          reconstruction.length + " and " + values.size() + " values are not of the same points");
    }
    requireFinite("reconstruction", reconstruction);
    requireFinite("average KL", values.averageKl());
    requireFinite("mutual information", values.mutualInformation());
    requireFinite("marginal KL", values.marginalKl());
    this.reconstruction = reconstruction.clone();
    this.values = values;
  }

  /**
   * Takes the reconstruction of those points that there are values of.
   *
   * @param reconstruction of all points, {@code [N]}
   * @throws IllegalArgumentException if the values are of other points, or one is NaN or infinite
   */
  public static PointTerms of(double[] reconstruction, PointValues values) {
    if (!values.fit(reconstruction.length)) {
      throw new IllegalArgumentException(
          reconstruction.length + " reconstructions are not of the points of the values");
    }
    return new PointTerms(values.select(reconstruction), values);
  }

  private static void requireFinite(String term, double[] values) {
    for (int n = 0; n < values.length; n++) {
      if (!Double.isFinite(values[n])) {
        throw new IllegalArgumentException(term + " is " + values[n] + " in row " + n);
      }
    }
  }

  /** Returns the number of data points of which there are values, N unless they are of some. */
  public int size() {
    return reconstruction.length;
  }

  /** Returns a copy of the values of the reconstruction, {@code [N]}. */
  public double[] reconstruction() {
    return reconstruction.clone();
  }

  /** Returns the values of the average KL and its parts. */
  public PointValues values() {
    return values;
  }

  /**
   * Returns reconstruction - average KL of each data point, {@code [N]}, in the order of the
   * values.
   */
  public double[] elbo() {
    double[] elbo = reconstruction.clone();
    double[] averageKl = values.averageKl();
    for (int n = 0; n < elbo.length; n++) {
      elbo[n] -= averageKl[n];
    }
    return elbo;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PointTerms that
        && Arrays.equals(reconstruction, that.reconstruction)
        && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(reconstruction), values);
  }
}
