package org.elbosurgery.framework.networks;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.elbosurgery.api.Interval;

/**
 * The range that an encoder keeps the log-variances of its posteriors in, as the value of an
 * option: {@code free}, or the bounds, such as {@code -6..2}.
 *
 * @param interval the range; the real line if it is free
 */
public record LogVarianceRange(Interval interval) {

  /** No bounds. */
  public static final LogVarianceRange FREE = new LogVarianceRange(Interval.REAL_LINE);

  /** From -6 to 2, as in the code of Tomczak and Welling 2018. */
  public static final LogVarianceRange NARROW = of(-6, 2);

  /**
   * The greatest bound by size, where variances are still far from the ends of single precision.
   */
  private static final double LARGEST = 50;

  /** Possessive, so that there is no backtracking over long digits. */
  private static final Pattern BOUNDS =
      Pattern.compile("(-?[0-9]++(?:\\.[0-9]++)?+)\\.\\.(-?[0-9]++(?:\\.[0-9]++)?+)");

  /** Returns a range with bounds. */
  public static LogVarianceRange of(double low, double high) {
    return new LogVarianceRange(new Interval(low, high));
  }

  /**
   * Parses the value of an option.
   *
   * @throws IllegalArgumentException if it is neither {@code free} nor two bounds, or they are not
   *     in order, or beyond 50 by size
   */
  public static LogVarianceRange parse(String text) {
    if (text.equals("free")) {
      return FREE;
    }
    Matcher bounds = BOUNDS.matcher(text);
    if (!bounds.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no range of log-variances; give free, or LOW..HIGH such as -6..2");
    }
    double low = Double.parseDouble(bounds.group(1));
    double high = Double.parseDouble(bounds.group(2));
    if (!(low < high) || Math.abs(low) > LARGEST || Math.abs(high) > LARGEST) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no range of log-variances; the first must be below the second, and"
              + " both from -50 to 50");
    }
    return of(low, high);
  }

  @Override
  public String toString() {
    return equals(FREE) ? "free" : text(interval.low()) + ".." + text(interval.high());
  }

  private static String text(double bound) {
    return String.valueOf(bound).replaceFirst("\\.0$", "");
  }
}
