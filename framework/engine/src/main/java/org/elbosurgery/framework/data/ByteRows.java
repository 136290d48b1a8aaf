package org.elbosurgery.framework.data;

import java.util.Objects;

/** Grey values stored as unsigned bytes and read as value / 255, between 0 and 1. */
final class ByteRows implements Rows {

  private final int width;
  private final byte[] values;

  /** Keeps {@code values} without copying; they must not be changed afterwards. */
  ByteRows(int width, byte[] values) {
    if (width < 1 || values.length % width != 0) {
      throw new IllegalArgumentException(
          values.length + " values do not make rows of " + width + " values");
    }
    this.width = width;
    this.values = values;
  }

  @Override
  public int size() {
    return values.length / width;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    int from = Objects.checkIndex(row, size()) * width;
    for (int j = 0; j < width; j++) {
      target[offset + j] = Byte.toUnsignedInt(values[from + j]) / 255f;
    }
  }
}
