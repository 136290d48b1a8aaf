package org.elbosurgery.framework.data;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Rows gathered into one array. */
public final class Batch {

  private Batch() {}

  /**
   * Gathers the rows {@code order[from ... to - 1]}.
   *
   * @return {@code [to - from, D]} of the given floating-point type
   */
  public static INDArray of(Rows rows, int[] order, int from, int to, DataType type) {
    float[] values = new float[Math.multiplyExact(to - from, rows.width())];
    for (int i = from; i < to; i++) {
      rows.copyTo(order[i], values, (i - from) * rows.width());
    }
    return array(values, to - from, rows.width(), type);
  }

  /**
   * Gathers the rows {@code from ... to - 1}.
   *
   * @return {@code [to - from, D]} of the given floating-point type
   */
  public static INDArray of(Rows rows, int from, int to, DataType type) {
    float[] values = new float[Math.multiplyExact(to - from, rows.width())];
    for (int i = from; i < to; i++) {
      rows.copyTo(i, values, (i - from) * rows.width());
    }
    return array(values, to - from, rows.width(), type);
  }

  private static INDArray array(float[] values, int rows, int width, DataType type) {
    return Nd4j.create(values, new long[] {rows, width}, 'c').castTo(type);
  }
}
