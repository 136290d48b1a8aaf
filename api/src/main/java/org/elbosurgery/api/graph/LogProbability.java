package org.elbosurgery.api.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** Normalised log-probabilities, one value per row, in nats. */
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
