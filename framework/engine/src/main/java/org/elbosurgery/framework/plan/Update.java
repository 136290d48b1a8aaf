package org.elbosurgery.framework.plan;

/** Changes a block of parameters by their gradients, independently of other blocks. */
@FunctionalInterface
public interface Update {

  /**
   * Changes parameters and state in place. The length of the arrays is at least n rounded up to a
   * multiple of {@link org.elbosurgery.framework.simd.Arithmetic#PADDING}; elements beyond n are
   * ignored.
   *
   * @param gradient of the loss
   * @param parameter the parameters
   * @param state an array for each number that the optimizer keeps per parameter
   * @param n the number of parameters
   */
  void apply(float[] gradient, float[] parameter, float[][] state, int n);
}
