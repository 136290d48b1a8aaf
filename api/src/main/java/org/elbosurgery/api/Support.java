package org.elbosurgery.api;

import java.util.Objects;

/**
 * The values of x that a likelihood gives a density or a probability to.
 *
 * @param range the interval they lie in
 * @param discrete whether they are the whole numbers in it only, each with a probability; otherwise
 *     all of it has a density
 * @since 0.1.0
 */
public record Support(Interval range, boolean discrete) {

  /** The numbers 0 and 1: that of a Bernoulli likelihood. */
  public static final Support BINARY = new Support(Interval.UNIT, true);

  /** Every real number: that of a Gaussian likelihood. */
  public static final Support REAL_LINE = new Support(Interval.REAL_LINE, false);

  /** Requires an interval. */
  public Support {
    Objects.requireNonNull(range, "range");
  }

  /** Returns whether a value is possible; NaN never is. */
  public boolean contains(double value) {
    return range.contains(value) && (!discrete || value == Math.rint(value));
  }
}
