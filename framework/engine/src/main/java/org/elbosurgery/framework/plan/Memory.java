package org.elbosurgery.framework.plan;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Numbers outside the Java heap, where BLAS finds them: an array of ND4J's, row by row without
 * gaps, seen as a buffer and as a pointer.
 */
final class Memory {

  private final INDArray array;
  private final FloatPointer pointer;
  private final FloatBuffer numbers;

  private Memory(INDArray array) {
    this.array = array;
    this.pointer = new FloatPointer(array.data().pointer()).capacity(array.length());
    this.numbers = pointer.asBuffer();
  }

  /** Returns new memory, zero, whose array has a shape. */
  static Memory ofShape(long... shape) {
    return new Memory(Nd4j.zeros(DataType.FLOAT, shape));
  }

  /** Returns the memory of an array itself: each sees what the other changes. */
  static Memory of(INDArray array) {
    if (!isPlain(array)) {
      throw new IllegalArgumentException(
          "an array that is not row by row: " + array.shapeInfoToString());
    }
    return new Memory(array);
  }

  /** Returns the memory of an array, or of a copy if the array itself is not row by row. */
  static Memory plain(INDArray array) {
    return new Memory(isPlain(array) ? array : array.castTo(DataType.FLOAT).dup('c'));
  }

  /** Returns whether an array is single precision, row by row, and alone in its memory. */
  static boolean isPlain(INDArray array) {
    return array.dataType() == DataType.FLOAT
        && array.offset() == 0
        && !array.isView()
        && (array.ordering() == 'c' || array.isVectorOrScalar());
  }

  /** Returns the numbers; not to be read or written by relative positions. */
  FloatBuffer numbers() {
    return numbers;
  }

  /** Returns a pointer to a number. */
  FloatPointer pointer(long offset) {
    return new FloatPointer(pointer).position(offset);
  }

  /** Returns the numbers as an array of a shape, without copying. */
  INDArray array(long... shape) {
    return Arrays.equals(array.shape(), shape) ? array : array.reshape('c', shape);
  }

  /** Copies an array in, whatever its order. */
  void fill(INDArray values) {
    INDArray plain = isPlain(values) ? values : values.castTo(DataType.FLOAT).dup('c');
    Pointer.memcpy(pointer, plain.data().pointer(), array.length() * Float.BYTES);
  }
}
