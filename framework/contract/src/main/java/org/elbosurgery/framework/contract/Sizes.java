package org.elbosurgery.framework.contract;

import org.nd4j.linalg.api.buffer.DataType;

/**
 * The sizes of a small model.
 *
 * @param latent d, the number of latent dimensions
 * @param data D, the number of values in a row of data
 * @param type the floating-point type of its graph
 */
record Sizes(int latent, int data, DataType type) {

  /**
   * The number of values in a row of data, unless another number is needed: with 1 and 784 it is a
   * square, so that networks of images can be examined.
   */
  static final int DATA = 4;

  /** Returns sizes in double precision, for comparing numbers. */
  static Sizes precise(int latent) {
    return new Sizes(latent, DATA, DataType.DOUBLE);
  }

  /** Returns sizes in single precision, as models train. */
  static Sizes single(int latent) {
    return new Sizes(latent, DATA, DataType.FLOAT);
  }
}
