package org.elbosurgery.framework.training;

import java.lang.ref.Reference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.BytePointer;
import org.elbosurgery.framework.npy.DType;
import org.elbosurgery.framework.npy.NamedArrays;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.NpyBlocks;
import org.elbosurgery.framework.npy.NpyContent;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Converts parameters to the named arrays of a file and back, bit for bit. */
public final class ParameterArrays {

  private ParameterArrays() {}

  /**
   * Adds values to the arrays of a file, which reads them when it is written.
   *
   * @param prefix of their names there
   */
  public static void put(
      Map<String, NpyContent> arrays, String prefix, Map<String, INDArray> values) {
    values.forEach((name, value) -> arrays.put(prefix + name, of(value)));
  }

  /**
   * Takes values out of the arrays of a file.
   *
   * @param prefix of their names there
   * @return those with this prefix, which may be none
   * @throws IllegalArgumentException if one is not of a floating-point type
   */
  public static Map<String, INDArray> values(NamedArrays arrays, String prefix) {
    Map<String, INDArray> values = new LinkedHashMap<>();
    arrays.withPrefix(prefix).forEach((name, array) -> values.put(name, of(array)));
    return values;
  }

  /** Returns a value as the content of a file, which reads it when it is written. */
  static NpyContent of(INDArray value) {
    boolean isDouble = value.dataType() == DataType.DOUBLE;
    INDArray typed = isDouble ? value : value.castTo(DataType.FLOAT);
    INDArray ordered = isRowByRow(typed) ? typed : typed.dup('c');
    BytePointer bytes = new BytePointer(ordered.data().pointer()); // little-endian, as the machine
    return new NpyBlocks(
        isDouble ? DType.FLOAT64 : DType.FLOAT32,
        LongStream.of(value.shape()).mapToObj(Math::toIntExact).toList(),
        (at, block, length) -> {
          try {
            bytes.position(at).get(block, 0, length);
          } finally {
            Reference.reachabilityFence(ordered); // the pointer does not keep its memory
          }
        });
  }

  private static boolean isRowByRow(INDArray value) {
    return value.ordering() == 'c' && !value.isView() && value.offset() == 0;
  }

  static INDArray of(NpyArray array) {
    long[] shape = IntStream.of(array.shape()).asLongStream().toArray();
    return switch (array.type()) {
      case FLOAT64 -> Nd4j.create(array.doubles(), shape, 'c');
      case FLOAT32 -> Nd4j.create(array.floats(), shape, 'c');
      default ->
          throw new IllegalArgumentException("an array of parameters is of type " + array.type());
    };
  }
}
