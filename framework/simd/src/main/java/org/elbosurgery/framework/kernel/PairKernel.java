package org.elbosurgery.framework.kernel;

/**
 * Computes, for samples of z, the logarithm of the sum of all component densities of the aggregate
 * posterior and the entropy of the responsibilities r_m = q_m(z) / sum_k q_k(z). One kernel may be
 * used by any number of threads; its result for a sample depends only on that sample and its
 * origin.
 */
public interface PairKernel {

  /**
   * How many samples to fold together, so that a block of components stays in the cache meanwhile.
   */
  int CHUNK = 256;

  /**
   * Returns the order in which folding the samples is fastest.
   *
   * @param z samples, {@code [S, d]} row by row, every value finite
   * @return the numbers of the samples, each once
   */
  int[] order(double[] z);

  /**
   * Folds the samples at {@code from}, ..., {@code to - 1} in an order.
   *
   * @param samples the samples in their order
   * @param logSum receives log sum_m q_m(z) in nats, at the samples' numbers, {@code [S]}
   * @param entropy receives H(r) = log sum_m q_m(z) - sum_m r_m log q_m(z) in nats, {@code [S]}
   */
  void fold(OrderedSamples samples, int from, int to, double[] logSum, double[] entropy);
}
