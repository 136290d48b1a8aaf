package org.elbosurgery.framework.networks;

import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Interval;
import org.elbosurgery.api.graph.Clip;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How many scales a likelihood has beside the network's output, and whether they are learned. */
public enum Scale {

  /** One for all values, learned. */
  SHARED,

  /** One for each of the D values of a row, learned; the same for every row. */
  DIMENSION,

  /** One for all values, constant. */
  FIXED;

  /** What the option means. */
  static final String MEANING =
      "deviation of a gaussian, scale of a logistic or dispersion of a negative-binomial: one,"
          + " learned; one for each dimension of x, learned; or one, fixed";

  /** What the option of the initial scale means. */
  static final String INITIAL = "its value before training; 0 for 1, or for 0.1 of a logistic";

  /**
   * Declares the logarithm of the scale.
   *
   * @param name of the parameter or constant
   * @param start its value before training
   * @param bounds within which it is kept
   * @return {@code [1, 1]} or {@code [1, D]}
   */
  SDVariable bind(GraphScope scope, String name, double start, Interval bounds) {
    INDArray values = Nd4j.valueArrayOf(1, this == DIMENSION ? scope.dataSize() : 1, start);
    return this == FIXED
        ? scope.constant(name, values)
        : Clip.to(scope.parameter(name, values), bounds);
  }
}
