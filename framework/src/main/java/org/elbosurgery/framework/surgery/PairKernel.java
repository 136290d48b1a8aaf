package org.elbosurgery.framework.surgery;

/**
 * Folds the log-densities of all components of the aggregate posterior at samples of z into their
 * logarithmic sum and the entropy of the responsibilities r_m = q_m(z) / sum_k q_k(z). One kernel
 * serves any number of threads; what it returns for a sample depends on that sample alone.
 */
interface PairKernel {

  /**
   * Folds the samples {@code from}, ..., {@code to - 1}.
   *
   * @param z samples, {@code [S, d]} row by row, every value finite
   * @param from the first sample
   * @param to one past the last sample
   * @param logSum receives log sum_m q_m(z) in nats at the samples' places, {@code [S]}
   * @param entropy receives H(r) = log sum_m q_m(z) - sum_m r_m log q_m(z) in nats, {@code [S]}
   */
  void fold(double[] z, int from, int to, double[] logSum, double[] entropy);
}
