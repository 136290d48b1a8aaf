package org.elbosurgery.framework.data;

import java.util.Objects;

/** Consecutive rows of a table. */
record SlicedRows(Rows rows, int from, int to) implements Rows {

  SlicedRows {
    Objects.checkFromToIndex(from, to, rows.size());
  }

  @Override
  public int size() {
    return to - from;
  }

  @Override
  public int width() {
    return rows.width();
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    rows.copyTo(from + Objects.checkIndex(row, size()), target, offset);
  }
}
