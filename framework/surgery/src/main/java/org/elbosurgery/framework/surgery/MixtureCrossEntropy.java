package org.elbosurgery.framework.surgery;

import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Posteriors;

/**
 * Bounds of the cross-entropy -E_{q_n}[log p(z)] with a mixture of diagonal Gaussians p = sum_k w_k
 * N(m_k, t_k^2), for a posterior N(mu, s^2) (Kolchinsky and Tracey 2017; both by Jensen's
 * inequality, of the logarithm and of the log-sum-exp):
 *
 * <pre>
 * -log sum_k w_k N(mu; m_k, s^2 + t_k^2)  &lt;=  -E[log p(z)]
 *     &lt;=  -log sum_k w_k exp(log N(mu; m_k, t_k^2) - 1/2 sum_j s_j^2 / t_kj^2)
 * </pre>
 */
final class MixtureCrossEntropy {

  private final int dimensions;
  private final double[] logWeights;
  private final double[] means;
  private final double[] variances;

  /** Copies the prior's numbers. */
  MixtureCrossEntropy(DiagonalGaussianMixture prior) {
    dimensions = prior.dimensions();
    logWeights = prior.logWeights();
    means = prior.means();
    variances = prior.logVariances();
    for (int i = 0; i < variances.length; i++) {
      variances[i] = Math.exp(variances[i]);
    }
  }

  /** What a component contributes in one dimension. */
  private interface LogTerm {

    /**
     * Returns a term of the logarithm.
     *
     * @param square the squared distance of the means
     * @param posterior the variance of the posterior
     * @param component the variance of the component
     */
    double of(double square, double posterior, double component);
  }

  /** Returns a lower bound of the cross-entropy of one posterior, in nats. */
  double atLeast(Posteriors posteriors, int n) {
    return -logSum(
        posteriors,
        n,
        (square, posterior, component) -> logGaussian(square, posterior + component));
  }

  /** Returns an upper bound of the cross-entropy of one posterior, in nats. */
  double atMost(Posteriors posteriors, int n) {
    return -logSum(
        posteriors,
        n,
        (square, posterior, component) ->
            logGaussian(square, component) - posterior / component / 2);
  }

  private static double logGaussian(double square, double variance) {
    return -(square / variance + Math.log(2 * Math.PI * variance)) / 2;
  }

  private double logSum(Posteriors posteriors, int n, LogTerm term) {
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (int k = 0; k < logWeights.length; k++) {
      double log = logWeights[k];
      if (log == Double.NEGATIVE_INFINITY) {
        continue; // a weight of zero
      }
      for (int j = 0; j < dimensions; j++) {
        int i = k * dimensions + j;
        double difference = posteriors.mean(n, j) - means[i];
        double variance = Math.exp(posteriors.logVariance(n, j));
        log += term.of(difference * difference, variance, variances[i]);
      }
      if (log > max) {
        sum = sum * Math.exp(max - log) + 1;
        max = log;
      } else {
        sum += Math.exp(log - max);
      }
    }
    return max + Math.log(sum);
  }
}
