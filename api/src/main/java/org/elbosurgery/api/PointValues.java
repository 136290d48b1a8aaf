package org.elbosurgery.api;

import java.util.Arrays;
import java.util.Objects;

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
 * Immutable.
 *
 * @since 0.1.0
 */
public final class PointValues {

  private final double[] averageKl;
  private final double[] mutualInformation;
  private final double[] marginalKl;

  /**
   * Copies the values.
   *
   * @param averageKl {@code [N]}
   * @param mutualInformation {@code [N]}
   * @param marginalKl {@code [N]}
   * @throws IllegalArgumentException if the lengths differ
   */
  public PointValues(double[] averageKl, double[] mutualInformation, double[] marginalKl) {
    if (averageKl.length != mutualInformation.length || averageKl.length != marginalKl.length) {
      throw new IllegalArgumentException(
          averageKl.length
              + ", "
              + mutualInformation.length
              + " and "
              + marginalKl.length
              + " values are not of the same points");
    }
    this.averageKl = averageKl.clone();
    this.mutualInformation = mutualInformation.clone();
    this.marginalKl = marginalKl.clone();
  }

  /** Returns N, the number of data points. */
  public int size() {
    return averageKl.length;
  }

  /** Returns a copy of the values of the average KL, {@code [N]}. */
  public double[] averageKl() {
    return averageKl.clone();
  }

  /** Returns a copy of the values of the mutual information, {@code [N]}. */
  public double[] mutualInformation() {
    return mutualInformation.clone();
  }

  /** Returns a copy of the values of the marginal KL, {@code [N]}. */
  public double[] marginalKl() {
    return marginalKl.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PointValues that
        && Arrays.equals(averageKl, that.averageKl)
        && Arrays.equals(mutualInformation, that.mutualInformation)
        && Arrays.equals(marginalKl, that.marginalKl);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        Arrays.hashCode(averageKl),
        Arrays.hashCode(mutualInformation),
        Arrays.hashCode(marginalKl));
  }
}
