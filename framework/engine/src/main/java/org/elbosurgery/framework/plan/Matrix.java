package org.elbosurgery.framework.plan;

import org.bytedeco.javacpp.FloatPointer;

/**
 * A matrix outside the Java heap, or a part of one.
 *
 * @param numbers the number in the upper left corner
 * @param rows at least 1
 * @param columns at least 1
 * @param stride how far the number below is, or the next one to the right of a transposed matrix,
 *     whose columns lie one after the other
 * @param isTransposed whether columns, and not rows, lie one after the other
 */
record Matrix(FloatPointer numbers, int rows, int columns, int stride, boolean isTransposed) {

  /** Returns memory as a matrix, row by row. */
  static Matrix of(Memory memory, int rows, int columns) {
    return new Matrix(memory.pointer(0), rows, columns, columns, false);
  }

  /** Returns the transpose, in the same memory. */
  Matrix transposed() {
    return new Matrix(numbers, columns, rows, stride, !isTransposed);
  }

  /** Returns the rows {@code from ... to - 1}, in the same memory. */
  Matrix rows(int from, int to) {
    return new Matrix(at(from, isTransposed), to - from, columns, stride, isTransposed);
  }

  /** Returns the columns {@code from ... to - 1}, in the same memory. */
  Matrix columns(int from, int to) {
    return new Matrix(at(from, !isTransposed), rows, to - from, stride, isTransposed);
  }

  private FloatPointer at(int index, boolean areNeighbours) {
    long offset = areNeighbours ? index : (long) index * stride;
    return new FloatPointer(numbers).position(numbers.position() + offset);
  }
}
