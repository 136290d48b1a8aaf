package org.elbosurgery.framework.table;

/**
 * How tables are set for people; programs have their numbers in full.
 *
 * @param width the longest line of a table for a terminal; a wider one has a block for each row
 * @param digits the number of significant digits of an error
 */
public record Layout(int width, int digits) {

  /** The usual digits, at any width. */
  public static final Layout USUAL = ofWidth(Integer.MAX_VALUE);

  /** Returns the usual digits for a terminal. */
  public static Layout ofWidth(int width) {
    return new Layout(width, 2);
  }
}
