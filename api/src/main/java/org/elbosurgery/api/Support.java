package org.elbosurgery.api;

import java.util.Objects;

/**
 * The values of x on which a likelihood is defined.
 *
 * @param range the interval that contains them
 * @param discrete whether they are only the integers in the interval, each with a probability;
 *     otherwise the likelihood is a density on the whole interval
 * @since 0.1.0
 */
public record Support(Interval range, boolean discrete) {

  /** The numbers 0 and 1: the support of a Bernoulli likelihood. */
  public static final Support BINARY = new Support(Interval.UNIT, true);

  /** Every real number: the support of a Gaussian likelihood. */
  public static final Support REAL_LINE = new Support(Interval.REAL_LINE, false);

  /** Checks that there is an interval. */
  public Support {
    Objects.requireNonNull(range, "range");
  }

  /** Returns whether a value is in the support; NaN never is. */
  public boolean contains(double value) {
    return range.contains(value) && (!discrete || value == Math.rint(value));
  }
}
