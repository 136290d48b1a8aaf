package org.elbosurgery.framework.kernel;

/**
 * Folds the log-densities of all components of the aggregate posterior at samples of z into their
 * logarithmic sum and the entropy of the responsibilities r_m = q_m(z) / sum_k q_k(z). One kernel
 * serves any number of threads; what it returns for a sample depends on that sample and its origin
 * alone.
 */
public interface PairKernel {

  /** Samples that meet a block of components while it is cached: best folded together. */
  int CHUNK = 256;

  /**
   * Returns the order in which the samples are best folded.
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
