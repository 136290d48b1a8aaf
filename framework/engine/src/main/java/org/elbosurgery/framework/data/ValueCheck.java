package org.elbosurgery.framework.data;

import java.util.Optional;
import org.elbosurgery.api.Interval;
import org.elbosurgery.api.Support;

/** Finds values outside the support of a likelihood or the range of a binarization. */
final class ValueCheck {

  private ValueCheck() {}

  /**
   * Checks every value. NaN and the infinities are never allowed.
   *
   * @param name of the rows, for the message
   * @return a sentence with the place of the first forbidden value, the number of forbidden values
   *     and their share; empty if there are none
   */
  static Optional<String> problem(String name, Rows rows, Support allowed) {
    float[] row = new float[rows.width()];
    String first = "";
    long forbidden = 0;
    float fitting = Float.NaN; // the last value that was allowed; most values repeat it
    for (int i = 0; i < rows.size(); i++) {
      rows.copyTo(i, row, 0);
      for (int j = 0; j < row.length; j++) {
        if (row[j] == fitting) {
          continue;
        }
        if (Float.isFinite(row[j]) && allowed.contains(row[j])) {
          fitting = row[j];
        } else if (forbidden++ == 0) {
          first = name + ": row " + i + ", column " + j + " is " + row[j];
        }
      }
    }
    if (forbidden == 0) {
      return Optional.empty();
    }
    String others = forbidden == 1 ? "" : " (the first of " + share(forbidden, rows) + ")";
    return Optional.of(first + others + ", but values must be " + inWords(allowed));
  }

  private static String share(long forbidden, Rows rows) {
    double percent = 100.0 * forbidden / ((double) rows.size() * rows.width());
    return forbidden
        + " such values, "
        + (percent < 1 ? "less than 1" : Math.round(percent))
        + " % of all";
  }

  private static String inWords(Support support) {
    if (support.equals(Support.BINARY)) {
      return "0 or 1";
    }
    String range =
        support.range().equals(Interval.REAL_LINE) ? "" : " and " + inWords(support.range());
    return (support.isDiscrete() ? multiples(support.spacing()) : "finite") + range;
  }

  private static String multiples(double spacing) {
    if (spacing == 1) {
      return "whole numbers";
    }
    double share = Math.rint(1 / spacing);
    return "multiples of " + (1 / share == spacing ? "1/" + (long) share : number(spacing));
  }

  /** Returns an interval in words, such as "from 0 to 1" or "at least 0". */
  static String inWords(Interval interval) {
    boolean low = Double.isFinite(interval.low());
    boolean high = Double.isFinite(interval.high());
    if (low == high) {
      return "from " + number(interval.low()) + " to " + number(interval.high());
    }
    return low ? "at least " + number(interval.low()) : "at most " + number(interval.high());
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }
}
