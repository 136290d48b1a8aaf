package org.elbosurgery.api.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.controlflow.compat.StopGradient;

/**
 * Normalised log-probabilities, one value per row, in nats.
 *
 * @since 0.1.0
 */
public final class LogProbability {

  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  private LogProbability() {}

  /**
   * Returns the log-probability of values under independent Bernoullis: sum_j x_j log p_j + (1 -
   * x_j) log(1 - p_j) with p = sigmoid(logits), that is sum_j x_j logit_j - softplus(logit_j).
   *
   * @param x values in [0, 1], {@code [n, m]}
   * @param logits of any size, {@code [n, m]}
   * @return {@code [n]}
   */
  public static SDVariable bernoulli(SDVariable x, SDVariable logits) {
    // ND4J's fused sigmoidCrossEntropy gives a gradient that ignores the factor it is multiplied
    // by.
    return Reduction.sumOfRows(x.mul(logits).sub(Activation.SOFTPLUS.apply(logits)));
  }

  /**
   * Returns the log-density of rows under a diagonal Gaussian, -1/2 sum_j (log 2 pi + l_j + (x_j -
   * m_j)^2 exp(-l_j)).
   *
   * @param x {@code [n, m]}
   * @param mean {@code [n, m]} or {@code [1, m]}
   * @param logVariance natural logarithm of the variance, {@code [n, m]} or {@code [1, m]}
   * @return {@code [n]}
   */
  public static SDVariable diagonalGaussian(SDVariable x, SDVariable mean, SDVariable logVariance) {
    SameDiff graph = x.getSameDiff();
    SDVariable squared = graph.math().square(x.sub(mean));
    SDVariable scaled = squared.mul(graph.math().exp(logVariance.neg()));
    return Reduction.sumOfRows(scaled.add(logVariance).add(LOG_2_PI)).mul(-0.5);
  }

  /**
   * Returns the log-density of rows under a mixture of diagonal Gaussians, joint over the
   * dimensions: log sum_k w_k N(z; m_k, diag exp(l_k)). The quadratic form is expanded,
   *
   * <pre>
   * -1/2 sum_j (z_j - m_kj)^2 / s_kj^2 = sum_j (-1/2 s_kj^-2) z_j^2 + (m_kj s_kj^-2) z_j + constant_k
   * </pre>
   *
   * so that all n K of them are one matrix product; z and the means are first shifted by the mean c
   * of the means, which leaves the density as it is.
   *
   * <p>The expansion cancels where a component is sharp and far from c. With S = max_k sum_j (|z_j
   * - c_j| + |m_kj - c_j|)^2 / s_kj^2, the absolute error in single precision is at most (d + 4)
   * 2^-24 S beside the rounding of the result itself, and typically about 2^-24 S: 0.001 nats for d
   * = 10 and standard deviations of 0.1 at codes within 4 of c, 0.1 nats for standard deviations of
   * 0.01. More accuracy needs double precision, or direct differences as in {@link
   * #diagonalGaussian}. The result is finite as long as S is.
   *
   * @param z {@code [n, d]}
   * @param logWeights natural logarithms of the weights, normalised, {@code [1, K]}; or weights of
   *     its own for each row, {@code [n, K]}
   * @param mean {@code [K, d]}
   * @param logVariance natural logarithms of the variances, {@code [K, d]}
   * @return {@code [n]}
   */
  public static SDVariable diagonalGaussianMixture(
      SDVariable z, SDVariable logWeights, SDVariable mean, SDVariable logVariance) {
    SameDiff graph = z.getSameDiff();
    // The density does not depend on the centre, so no gradient passes through it.
    SDVariable centre = new StopGradient(graph, Reduction.meanOfColumns(mean)).outputVariable();
    SDVariable x = z.sub(centre);
    SDVariable m = mean.sub(centre);
    SDVariable precision = graph.math().exp(logVariance.neg());
    SDVariable norm = graph.math().square(m).mul(precision).add(logVariance).add(LOG_2_PI);
    SDVariable constants = Reduction.sumOfRows(norm).mul(-0.5).reshape(1, -1).add(logWeights);
    SDVariable powers = graph.concat(1, graph.math().square(x), x);
    SDVariable factors = graph.concat(1, precision.mul(-0.5), m.mul(precision));
    // With two columns at least, and the transposition by itself, ND4J's product is differentiated
    // rightly for every n, d and K.
    SDVariable products = powers.mmul(graph.permute(factors, 1, 0));
    return Reduction.logSumExpOfRows(products.add(constants));
  }

  /**
   * Returns the log-density of rows under the standard Gaussian, -1/2 sum_j (log 2 pi + x_j^2).
   *
   * @param x {@code [n, m]}
   * @return {@code [n]}
   */
  public static SDVariable standardGaussian(SDVariable x) {
    SDVariable squared = x.getSameDiff().math().square(x);
    return Reduction.sumOfRows(squared.add(LOG_2_PI)).mul(-0.5);
  }
}
