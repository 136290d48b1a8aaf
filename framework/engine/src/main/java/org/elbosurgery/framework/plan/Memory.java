package org.elbosurgery.framework.plan;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Memory outside the Java heap, for BLAS: an ND4J array, row by row without gaps, as a buffer and
 * as a pointer.
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

  /** Returns new memory for an array of a shape, filled with zeros. */
  static Memory ofShape(long... shape) {
    return new Memory(Nd4j.zeros(DataType.FLOAT, shape));
  }

  /** Returns the memory of an array, shared with the array. */
  static Memory of(INDArray array) {
    if (!isPlain(array)) {
      throw new IllegalArgumentException(
          "an array that is not row by row: " + array.shapeInfoToString());
    }
    return new Memory(array);
  }

  /** Returns the memory of an array, or of a copy if the array is not row by row. */
  static Memory plain(INDArray array) {
    return new Memory(isPlain(array) ? array : array.castTo(DataType.FLOAT).dup('c'));
  }

  /** Returns whether an array is of single precision, row by row, and the whole of its memory. */
  static boolean isPlain(INDArray array) {
    return array.dataType() == DataType.FLOAT
        && array.offset() == 0
        && !array.isView()
        && (array.ordering() == 'c' || array.isVectorOrScalar());
  }

  /** Returns the numbers, which must be read and written by absolute positions. */
  FloatBuffer numbers() {
    return numbers;
  }

  /** Returns a pointer to a number. */
  FloatPointer pointer(long offset) {
    return new FloatPointer(pointer).position(offset);
  }

  /** Returns an array of a shape that shares this memory. */
  INDArray array(long... shape) {
    return Arrays.equals(array.shape(), shape) ? array : array.reshape('c', shape);
  }

  /** Copies the values of an array, whatever its order, into this memory. */
  void fill(INDArray values) {
    INDArray plain = isPlain(values) ? values : values.castTo(DataType.FLOAT).dup('c');
    try {
      Pointer.memcpy(pointer, plain.data().pointer(), array.length() * Float.BYTES);
    } finally {
      Reference.reachabilityFence(plain); // the pointer does not keep the memory of a copy
    }
  }
}
