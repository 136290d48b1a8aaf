package org.elbosurgery.framework.data;

/**
 * A table of numbers, {@code [N, D]}, one data point a row, however it is kept. Immutable, and safe
 * for use by several threads at once.
 */
public interface Rows {

  /** Returns N, the number of rows. */
  int size();

  /** Returns D, the number of values in a row. */
  int width();

  /**
   * Copies one row.
   *
   * @param row which, from 0
   * @param target where to
   * @param offset where in the target the first value goes
   * @throws IndexOutOfBoundsException if there is no such row or no room for it
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
   * @throws IndexOutOfBoundsException if they are not all there
   */
  default Rows slice(int from, int to) {
    return new SlicedRows(this, from, to);
  }

  /**
   * Returns these rows and then those of another table, as a view.
   *
   * @throws IllegalArgumentException if the widths differ
   */
  default Rows followedBy(Rows next) {
    return new ConcatenatedRows(this, next);
  }
}
