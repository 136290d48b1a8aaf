package org.elbosurgery.framework.graph;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Determines the initial values of parameters and states and the values of constants when a model
 * is bound.
 */
@FunctionalInterface
public interface ParameterSource {

  /** Every parameter starts from its own initial value. */
  ParameterSource INITIAL = (name, initialValue) -> initialValue;

  /**
   * Returns a parameter's value.
   *
   * @param name the full name
   * @param initialValue the value that the plugin proposes
   * @return an array of the same shape
   */
  INDArray value(String name, INDArray initialValue);

  /**
   * Returns a constant's value.
   *
   * @param name the full name
   * @param declaredValue the value that the plugin declares
   * @return an array of the same shape
   */
  default INDArray constant(String name, INDArray declaredValue) {
    return declaredValue;
  }

  /**
   * Returns a state's value.
   *
   * @param name the full name
   * @param initialValue the value that the plugin proposes
   * @return an array of the same shape
   */
  default INDArray state(String name, INDArray initialValue) {
    return initialValue;
  }

  /**
   * Returns a source of stored values: of every parameter and state, and of those constants that
   * are stored, even if the plugin now declares other values.
   *
   * @param stored the values, which are copied when they are used
   * @return a source that throws {@link IllegalArgumentException} for a parameter or state that is
   *     not stored or a shape that differs
   */
  static ParameterSource of(Parameters stored) {
    return new ParameterSource() {
      @Override
      public INDArray value(String name, INDArray initialValue) {
        return known("parameter " + name, stored.arrays().get(name), initialValue);
      }

      @Override
      public INDArray state(String name, INDArray initialValue) {
        return known("state " + name, stored.states().get(name), initialValue);
      }

      @Override
      public INDArray constant(String name, INDArray declaredValue) {
        INDArray value = stored.constants().getOrDefault(name, declaredValue);
        return ofSameShape("constant " + name, value, declaredValue);
      }
    };
  }

  private static INDArray known(String what, INDArray stored, INDArray declared) {
    if (stored == null) {
      throw new IllegalArgumentException("no stored value for " + what);
    }
    return ofSameShape(what, stored, declared);
  }

  private static INDArray ofSameShape(String what, INDArray stored, INDArray declared) {
    if (!Arrays.equals(stored.shape(), declared.shape())) {
      throw new IllegalArgumentException(
          what
              + " is stored with shape "
              + Arrays.toString(stored.shape())
              + ", the model has "
              + Arrays.toString(declared.shape()));
    }
    return stored;
  }
}
