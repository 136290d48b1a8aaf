package org.elbosurgery.api;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * What each data point adds to the terms of a surgery, in nats: values whose averages over the data
 * points estimate the terms, for comparing two models point by point. Their spread over the points
 * is the spread of the term over data sets:
 *
 * <pre>
 * average KL          KL(q_n || p)
 * mutual information  E_{q_n}[log q_n(z) - log q(z)]
 * marginal KL         E_{q_n}[log q(z) - log p(z)]
 * </pre>
 *
 * <p>They are of all data points, or of some, which then have their row numbers: two models are
 * compared at the rows of which both have values. Immutable.
 *
 * @since 0.1.0
 */
public final class PointValues {

  private final Optional<int[]> indices;
  private final double[] averageKl;
  private final double[] mutualInformation;
  private final double[] marginalKl;

  /**
   * Copies the values of all data points, in the order of the rows.
   *
   * @param averageKl {@code [N]}
   * @param mutualInformation {@code [N]}
   * @param marginalKl {@code [N]}
   * @throws IllegalArgumentException if the lengths differ
   */
  public PointValues(double[] averageKl, double[] mutualInformation, double[] marginalKl) {
    this(Optional.empty(), averageKl, mutualInformation, marginalKl);
  }

  /**
   * Copies the values of some data points.
   *
   * @param indices the numbers of their rows, counted from 0, in ascending order, {@code [R]}
   * @param averageKl {@code [R]}
   * @param mutualInformation {@code [R]}
   * @param marginalKl {@code [R]}
   * @throws IllegalArgumentException if the lengths differ, or a row number is negative or not
   *     above the one before it
   */
  public PointValues(
      int[] indices, double[] averageKl, double[] mutualInformation, double[] marginalKl) {
    this(Optional.of(indices.clone()), averageKl, mutualInformation, marginalKl);
    if (indices.length != averageKl.length) {
      throw new IllegalArgumentException(
          indices.length + " row numbers are not those of " + averageKl.length + " values");
    }
    requireAscending(indices);
  }

  private PointValues(
      Optional<int[]> indices,
      double[] averageKl,
      double[] mutualInformation,
      double[] marginalKl) {
    if (averageKl.length != mutualInformation.length || averageKl.length != marginalKl.length) {
      throw new IllegalArgumentException(
          averageKl.length
              + ", "
              + mutualInformation.length
              + " and "
              + marginalKl.length
              + " values are not of the same points");
    }
    this.indices = indices;
    this.averageKl = averageKl.clone();
    this.mutualInformation = mutualInformation.clone();
    this.marginalKl = marginalKl.clone();
  }

  private static void requireAscending(int[] indices) {
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0) {
        throw new IllegalArgumentException(
            "row number " + indices[i] + " is none; rows are counted from 0");
      }
      if (i > 0 && indices[i] <= indices[i - 1]) {
        throw new IllegalArgumentException(
            "row number %d follows %d; row numbers ascend, and each is there once"
                .formatted(indices[i], indices[i - 1]));
      }
    }
  }

  /** Returns the number of data points of which there are values, N unless they are of some. */
  public int size() {
    return averageKl.length;
  }

  /**
   * Returns a copy of the row numbers of the points, ascending, {@code [R]}; empty if the values
   * are of all data points.
   */
  public Optional<int[]> indices() {
    return indices.map(int[]::clone);
  }

  /** Returns whether these may be values of a data set of a size: of all its points, or of some. */
  public boolean fit(int points) {
    return indices
        .map(rows -> rows.length == 0 || rows[rows.length - 1] < points)
        .orElse(size() == points);
  }

  /**
   * Returns the elements of an array that belong to these points, {@code [R]}.
   *
   * @param ofAll a value for each point of the data set, {@code [N]}
   */
  public double[] select(double[] ofAll) {
    return indices
        .map(rows -> Arrays.stream(rows).mapToDouble(row -> ofAll[row]).toArray())
        .orElseGet(ofAll::clone);
  }

  /** Returns a copy of the values of the average KL, {@code [R]}. */
  public double[] averageKl() {
    return averageKl.clone();
  }

  /** Returns a copy of the values of the mutual information, {@code [R]}. */
  public double[] mutualInformation() {
    return mutualInformation.clone();
  }

  /** Returns a copy of the values of the marginal KL, {@code [R]}. */
  public double[] marginalKl() {
    return marginalKl.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PointValues that
        && Arrays.equals(indices.orElse(null), that.indices.orElse(null))
        && Arrays.equals(averageKl, that.averageKl)
        && Arrays.equals(mutualInformation, that.mutualInformation)
        && Arrays.equals(marginalKl, that.marginalKl);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        Arrays.hashCode(indices.orElse(null)),
        Arrays.hashCode(averageKl),
        Arrays.hashCode(mutualInformation),
        Arrays.hashCode(marginalKl));
  }
}
