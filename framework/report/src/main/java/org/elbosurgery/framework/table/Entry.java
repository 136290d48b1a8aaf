package org.elbosurgery.framework.table;

import java.math.BigDecimal;

/** What stands in one place of a {@link Table}. */
public sealed interface Entry {

  /** There is no such thing. */
  Entry MISSING = new Missing();

  /** Words. */
  record Text(String text) implements Entry {}

  /** How many. */
  record Count(long count) implements Entry {}

  /**
   * A number that has no error of its own.
   *
   * @param value in full, as programs read it
   * @param decimals as many as people read
   */
  record Exact(BigDecimal value, int decimals) implements Entry {

    /** A number as it is printed. */
    public Exact(BigDecimal printed) {
      this(printed, printed.scale());
    }

    /**
     * A number that was computed.
     *
     * @throws NumberFormatException if it is not finite
     */
    public Exact(double value, int decimals) {
      this(BigDecimal.valueOf(value), decimals);
    }
  }

  /**
   * A number with its error; the table says of which kind.
   *
   * @param value in the unit of the column
   * @param error at least 0
   */
  record Measured(double value, double error) implements Entry {}

  /** A difference with its error: a {@link Measured} whose sign is always written. */
  record Difference(double value, double error) implements Entry {}

  /**
   * A part of a whole, which people read in per cent.
   *
   * @param fraction an {@link Exact} or a {@link Measured}, 1 for the whole, as programs read it
   */
  record Share(Entry fraction) implements Entry {}

  /** The probability that chance alone goes so far. */
  record Probability(double p) implements Entry {}

  /** Nothing; {@link Entry#MISSING} is the one of its kind. */
  record Missing() implements Entry {}
}
