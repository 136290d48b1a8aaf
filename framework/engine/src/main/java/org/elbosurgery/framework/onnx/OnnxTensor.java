package org.elbosurgery.framework.onnx;

import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays of numbers in an ONNX model. */
final class OnnxTensor {

  private OnnxTensor() {}

  /** Returns the element type of a variable. */
  static DataType type(SDVariable variable) {
    return type(variable.dataType());
  }

  /**
   * Returns an element type.
   *
   * @throws IllegalArgumentException if no graph of a model has such elements
   */
  static DataType type(org.nd4j.linalg.api.buffer.DataType type) {
    return switch (type) {
      case FLOAT -> DataType.FLOAT;
      case DOUBLE -> DataType.DOUBLE;
      case INT -> DataType.INT32;
      case LONG -> DataType.INT64;
      case BOOL -> DataType.BOOL;
      default -> throw new IllegalArgumentException("elements of type " + type);
    };
  }

  /** Returns an array, row by row. */
  static TensorProto of(String name, INDArray array) {
    TensorProto.Builder tensor = tensor(name, type(array.dataType()));
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

  /** Returns a single number of some type. */
  static TensorProto scalar(String name, DataType type, double number) {
    TensorProto.Builder tensor = tensor(name, type);
    return type == DataType.DOUBLE
        ? tensor.addDoubleData(number).build()
        : tensor.addFloatData((float) number).build();
  }
}
