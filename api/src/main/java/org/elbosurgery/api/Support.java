package org.elbosurgery.api;

import java.util.Objects;

/**
 * The values of x on which a likelihood is defined.
 *
 * @param range the interval that contains them
 * @param spacing if positive, they are only the multiples of this number in the interval, each with
 *     a probability; if 0, the likelihood is a density on the whole interval
 * @since 0.1.0
 */
public record Support(Interval range, double spacing) {

  /** The numbers 0 and 1: the support of a Bernoulli likelihood. */
  public static final Support BINARY = new Support(Interval.UNIT, 1);

  /** The numbers 0, 1/255, ..., 1: grey values of 8 bits, scaled. */
  public static final Support GREY_LEVELS = new Support(Interval.UNIT, 1 / 255.0);

  /** The numbers 0, 1, 2, ... without end. */
  public static final Support COUNTS = new Support(new Interval(0, Double.POSITIVE_INFINITY), 1);

  /** Every real number: the support of a Gaussian likelihood. */
  public static final Support REAL_LINE = density(Interval.REAL_LINE);

  /**
   * Checks the spacing.
   *
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Support {
    Objects.requireNonNull(range, "range");
    if (!(spacing >= 0 && Double.isFinite(spacing))) {
      throw new IllegalArgumentException("spacing is " + spacing + ", not 0 or greater");
    }
  }

  /** Returns the support of a density on an interval. */
  public static Support density(Interval range) {
    return new Support(range, 0);
  }

  /** Returns whether the values have probabilities, rather than a density. */
  public boolean isDiscrete() {
    return spacing > 0;
  }

  /**
   * Returns whether a value, rounded to single precision as data are, is in the support: a multiple
   * of the spacing may be one of its two neighbours in single precision. NaN never is.
   */
  public boolean contains(double value) {
    return range.contains(value) && (!isDiscrete() || isMultiple(value));
  }

  private boolean isMultiple(double value) {
    double nearest = Math.rint(value / spacing) * spacing;
    return value == nearest || Math.abs(value - nearest) < Math.ulp((float) value);
  }
}
