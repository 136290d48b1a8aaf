package org.elbosurgery.framework.networks;

import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.RandomStream;
import org.nd4j.autodiff.samediff.SDVariable;

/** Draws values of x given the network's output for each. */
@FunctionalInterface
interface ValueSampler {

  /**
   * Draws a value.
   *
   * @param output of the network for this value
   * @param column the number of the value in its row
   */
  double sample(double output, int column, RandomStream random);

  /** A number for each column, or one for all of them. */
  @FunctionalInterface
  interface Columns {

    double at(int column);
  }

  /**
   * Returns the present numbers of a variable.
   *
   * @param variable {@code [1, 1]} or {@code [1, D]}
   */
  static Columns columns(GraphValues values, SDVariable variable) {
    double[] numbers = values.of(variable).data().asDouble();
    return column -> numbers[numbers.length == 1 ? 0 : column];
  }
}
