package org.elbosurgery.api.graph;

import org.elbosurgery.api.Posterior;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.ops.SDMath;

/**
 * Cross-entropies -E_q[log p(z)] in closed form, one value per posterior, in nats.
 *
 * @since 0.1.0
 */
public final class CrossEntropy {

  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  private CrossEntropy() {}

  /**
   * Returns the cross-entropy with a diagonal Gaussian, 1/2 sum_j (log 2 pi + l_j + (v_j + (mu_j -
   * m_j)^2) exp(-l_j)) with q = N(mu, diag v).
   *
   * @param q posteriors, {@code [n, d]}
   * @param mean m, {@code [1, d]}
   * @param logVariance l, the natural logarithm of the Gaussian's variance, {@code [1, d]}
   * @return {@code [n]}
   */
  public static SDVariable diagonalGaussian(Posterior q, SDVariable mean, SDVariable logVariance) {
    SDMath math = mean.getSameDiff().math();
    SDVariable secondMoment = math.exp(q.logVariance()).add(math.square(q.mean().sub(mean)));
    SDVariable scaled = secondMoment.mul(math.exp(logVariance.neg()));
    return Reduction.sumOfRows(scaled.add(logVariance).add(LOG_2_PI)).mul(0.5);
  }
}
