package org.elbosurgery.framework.data;

import java.util.Objects;

/** Rows of real values in single precision. */
public final class FloatRows implements Rows {

  private final int width;
  private final float[] values;

  /** Keeps {@code values} without copying; the caller must not use them afterwards. */
  FloatRows(int width, float[] values) {
    if (width < 1 || values.length % width != 0) {
      throw new IllegalArgumentException(
          values.length + " values do not make rows of " + width + " values");
    }
    this.width = width;
    this.values = values;
  }

  /**
   * Returns rows with copies of the values.
   *
   * @param width D, at least 1
   * @param values row by row
   * @throws IllegalArgumentException if the values do not make whole rows
   */
  public static FloatRows copyOf(int width, float[] values) {
    return new FloatRows(width, values.clone());
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
    System.arraycopy(values, Objects.checkIndex(row, size()) * width, target, offset, width);
  }
}
