package org.elbosurgery.framework.data;

/** The rows of one table followed by the rows of another. */
record ConcatenatedRows(Rows head, Rows tail) implements Rows {

  ConcatenatedRows {
    if (head.width() != tail.width()) {
      throw new IllegalArgumentException(
          "rows of " + head.width() + " values cannot be followed by rows of " + tail.width());
    }
  }

  @Override
  public int size() {
    return Math.addExact(head.size(), tail.size());
  }

  @Override
  public int width() {
    return head.width();
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    if (row < head.size()) {
      head.copyTo(row, target, offset);
    } else {
      tail.copyTo(row - head.size(), target, offset);
    }
  }
}
