package org.elbosurgery.framework.table;

import java.math.BigDecimal;

/** The content of one cell of a {@link Table}. */
public sealed interface Entry {

  /** A cell without a value. */
  Entry MISSING = new Missing();

  /** Text. */
  record Text(String text) implements Entry {}

  /** A whole number. */
  record Count(long count) implements Entry {}

  /**
   * A number without an error.
   *
   * @param value in full precision, for programs
   * @param decimals the number of decimals for people
   */
  record Exact(BigDecimal value, int decimals) implements Entry {

    /** Makes a number with the decimals of its printed form. */
    public Exact(BigDecimal printed) {
      this(printed, printed.scale());
    }

    /**
     * Makes a number that was computed.
     *
     * @throws NumberFormatException if it is not finite
     */
    public Exact(double value, int decimals) {
      this(BigDecimal.valueOf(value), decimals);
    }
  }

  /**
   * A number with its error, whose kind the table states.
   *
   * @param value in the unit of the column
   * @param error at least 0
   */
  record Measured(double value, double error) implements Entry {}

  /** A difference with its error: a {@link Measured} whose sign is always written. */
  record Difference(double value, double error) implements Entry {}

  /**
   * A share, shown to people in per cent.
   *
   * @param fraction an {@link Exact} or a {@link Measured}, 1 for the whole, for programs
   */
  record Share(Entry fraction) implements Entry {}

  /** A p-value. */
  record Probability(double p) implements Entry {}

  /** No value; {@link Entry#MISSING} is the only instance. */
  record Missing() implements Entry {}
}
