package org.elbosurgery.framework.plan;

/** Changes a block of parameters by their gradients, independently of other blocks. */
@FunctionalInterface
public interface Update {

  /**
   * Changes parameters and state in place. The arrays have room for n rounded up to a multiple of
   * {@link org.elbosurgery.framework.simd.Arithmetic#PADDING}, those of the state beyond {@code
   * from}; elements beyond n are ignored.
   *
   * @param gradient of the loss, from 0 on
   * @param parameter the parameters, from 0 on
   * @param state an array for each number that the optimizer keeps per parameter, from {@code from}
   *     on
   * @param from a multiple of that padding
   * @param n the number of parameters
   */
  void apply(float[] gradient, float[] parameter, float[][] state, int from, int n);
}
