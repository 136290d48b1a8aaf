package org.elbosurgery.framework.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.elbosurgery.framework.npy.NamedArrays;
import org.elbosurgery.framework.npy.NpyArray;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Converts parameters to the named arrays of a file and back, bit for bit. */
public final class ParameterArrays {

  private ParameterArrays() {}

  /**
   * Adds values to the arrays of a file.
   *
   * @param prefix of their names there
   */
  public static void put(
      Map<String, NpyArray> arrays, String prefix, Map<String, INDArray> values) {
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

  static NpyArray of(INDArray value) {
    INDArray ordered = value.dup('c');
    int[] shape = IntStream.range(0, value.rank()).map(i -> (int) value.size(i)).toArray();
    return value.dataType() == DataType.DOUBLE
        ? NpyArray.of(ordered.data().asDouble(), shape)
        : NpyArray.of(ordered.data().asFloat(), shape);
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
