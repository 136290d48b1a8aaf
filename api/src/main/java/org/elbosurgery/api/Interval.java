package org.elbosurgery.api;

/**
 * A closed interval of the real line.
 *
 * @param low the smallest value, possibly negative infinity
 * @param high the largest value, possibly infinity
 * @since 0.1.0
 */
public record Interval(double low, double high) {

  /** Every real number. */
  public static final Interval REAL_LINE =
      new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** The interval [0, 1]. */
  public static final Interval UNIT = new Interval(0, 1);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if {@code low} is greater than {@code high} or one is NaN
   */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("no interval from " + low + " to " + high);
    }
  }

  /** Returns whether a value lies in the interval; NaN lies in none. */
  public boolean contains(double value) {
    return value >= low && value <= high;
  }
}
