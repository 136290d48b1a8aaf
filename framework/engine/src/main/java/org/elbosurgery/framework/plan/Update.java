package org.elbosurgery.framework.plan;

/** Changes a block of parameters by their gradients; knows nothing of other blocks. */
@FunctionalInterface
public interface Update {

  /**
   * Changes parameters and state in place. The arrays are at least of length n, rounded up to
   * {@link org.elbosurgery.framework.simd.Arithmetic#PADDING}; what lies beyond n is ignored.
   *
   * @param gradient of the loss
   * @param parameter the parameters
   * @param state an array for each number that the optimizer keeps of a parameter
   * @param n how many parameters
   */
  void apply(float[] gradient, float[] parameter, float[][] state, int n);
}
