package org.elbosurgery.framework.data;

import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
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
    INDArray array =
        Nd4j.createUninitialized(DataType.FLOAT, new long[] {to - from, rows.width()}, 'c');
    copy(rows, order, from, to, array, 0);
    return array.castTo(type);
  }

  /**
   * Gathers the rows {@code order[from ... to - 1]} as some of the rows of an array. Several
   * threads may gather different rows at once.
   *
   * @param target single precision, row by row
   * @param at the number of the first row there
   */
  public static void copy(Rows rows, int[] order, int from, int to, INDArray target, int at) {
    int width = rows.width();
    FloatPointer memory = new FloatPointer(target.data().pointer()); // ND4J copies one by one
    float[] row = new float[width];
    for (int i = from; i < to; i++) {
      if (i == from || order[i] != order[i - 1]) {
        rows.copyTo(order[i], row, 0);
      }
      memory.position((long) (at + i - from) * width).put(row, 0, width);
    }
  }

  /**
   * Gathers the rows {@code from ... to - 1}.
   *
   * @return {@code [to - from, D]} of the given floating-point type
   */
  public static INDArray of(Rows rows, int from, int to, DataType type) {
    return of(rows, IntStream.range(from, to).toArray(), 0, to - from, type);
  }
}
