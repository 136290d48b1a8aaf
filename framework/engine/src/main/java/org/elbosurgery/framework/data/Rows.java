package org.elbosurgery.framework.data;

/**
 * A table of numbers, {@code [N, D]}, with one data point in each row, however it is stored.
 * Immutable, and safe for use by several threads at once.
 */
public interface Rows {

  /** Returns N, the number of rows. */
  int size();

  /** Returns D, the number of values in a row. */
  int width();

  /**
   * Copies one row.
   *
   * @param row the number of the row, from 0
   * @param target receives the values
   * @param offset the index of the first value in {@code target}
   * @throws IndexOutOfBoundsException if there is no such row, or no room for it
   */
  void copyTo(int row, float[] target, int offset);

  /**
   * Returns the first {@code n} rows, as a view.
   *
   * @throws IndexOutOfBoundsException if there are fewer
   */
  default Rows first(int n) {
    return slice(0, n);
  }

  /**
   * Returns the rows {@code from}, ..., {@code to - 1}, as a view.
   *
   * @throws IndexOutOfBoundsException if there are no such rows
   */
  default Rows slice(int from, int to) {
    return new SlicedRows(this, from, to);
  }

  /**
   * Returns these rows followed by the rows of another table, as a view.
   *
   * @throws IllegalArgumentException if the widths differ
   */
  default Rows followedBy(Rows next) {
    return new ConcatenatedRows(this, next);
  }
}
