package org.elbosurgery.framework.onnx;

import java.util.Optional;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays of numbers in an ONNX model. */
final class OnnxTensor {

  private OnnxTensor() {}

  /** Returns an element type; empty if it is not translated. */
  static Optional<DataType> type(org.nd4j.linalg.api.buffer.DataType type) {
    return switch (type) {
      case FLOAT -> Optional.of(DataType.FLOAT);
      case DOUBLE -> Optional.of(DataType.DOUBLE);
      case INT -> Optional.of(DataType.INT32);
      case LONG -> Optional.of(DataType.INT64);
      case BOOL -> Optional.of(DataType.BOOL);
      default -> Optional.empty();
    };
  }

  /**
   * Returns an array, row by row.
   *
   * @param type of its elements
   */
  static TensorProto of(String name, DataType type, INDArray array) {
    TensorProto.Builder tensor = tensor(name, type);
    for (long length : array.shape()) {
      tensor.addDims(length);
    }
    DataBuffer rows = array.dup('c').data();
    for (long i = 0; i < array.length(); i++) {
      switch (array.dataType()) {
        case FLOAT -> tensor.addFloatData(rows.getFloat(i));
        case DOUBLE -> tensor.addDoubleData(rows.getDouble(i));
        case LONG -> tensor.addInt64Data(rows.getLong(i));
        default -> tensor.addInt32Data(rows.getInt(i)); // also of truth values
      }
    }
    return tensor.build();
  }

  private static TensorProto.Builder tensor(String name, DataType type) {
    return TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
  }

  /** Returns whole numbers, such as a shape or axes. */
  static TensorProto of(String name, long... numbers) {
    TensorProto.Builder tensor = tensor(name, DataType.INT64).addDims(numbers.length);
    for (long number : numbers) {
      tensor.addInt64Data(number);
    }
    return tensor.build();
  }

  /** Returns a single number, in double precision if that is the type, and else in single. */
  static TensorProto scalar(String name, org.nd4j.linalg.api.buffer.DataType type, double number) {
    return type == org.nd4j.linalg.api.buffer.DataType.DOUBLE
        ? tensor(name, DataType.DOUBLE).addDoubleData(number).build()
        : tensor(name, DataType.FLOAT).addFloatData((float) number).build();
  }
}
