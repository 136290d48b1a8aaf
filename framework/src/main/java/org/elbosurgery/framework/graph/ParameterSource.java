package org.elbosurgery.framework.graph;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Decides which value a parameter starts from when a model is bound. */
@FunctionalInterface
public interface ParameterSource {

  /** Every parameter starts from its own initial value. */
  ParameterSource INITIAL = (name, initialValue) -> initialValue;

  /**
   * Returns a parameter's value.
   *
   * @param name the full name
   * @param initialValue what the plugin proposes
   * @return an array of the same shape
   */
  INDArray value(String name, INDArray initialValue);

  /**
   * Returns the source that gives back stored values.
   *
   * @param stored the values; they are copied when they are used
   * @return a source that throws {@link IllegalArgumentException} for a name that is not stored or
   *     a shape that differs
   */
  static ParameterSource of(Parameters stored) {
    return (name, initialValue) -> {
      INDArray value = stored.arrays().get(name);
      if (value == null) {
        throw new IllegalArgumentException("no stored value for parameter " + name);
      }
      if (!Arrays.equals(value.shape(), initialValue.shape())) {
        throw new IllegalArgumentException(
            "parameter "
                + name
                + " is stored with shape "
                + Arrays.toString(value.shape())
                + ", the model has "
                + Arrays.toString(initialValue.shape()));
      }
      return value;
    };
  }
}
