package org.elbosurgery.api;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Draws data from p(x|z) with fixed numbers as parameters.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface DataSampler {

  /**
   * Draws one row of data for each code.
   *
   * @param z codes, {@code [n, d]}
   * @param random the source of randomness
   * @return x, {@code [n, D]}, double, each value in the decoder's {@link Decoder#support}
   */
  INDArray sample(INDArray z, RandomStream random);
}
