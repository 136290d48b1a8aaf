package org.elbosurgery.framework.likelihood;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The log-weights of the samples of one data point, log w_s = log p(x|z_s) + log p(z_s) - log
 * q(z_s|x) with z_s from q(z|x), and what follows from them. The mean of the weights is an unbiased
 * estimate of p(x), so that the mean of its logarithm is a lower bound on log p(x). In nats.
 */
final class LogWeights {

  private final double[] values;

  /**
   * Keeps the log-weights, which nobody may change.
   *
   * @param values {@code [S]}, finite, in the order in which they were drawn
   */
  LogWeights(double[] values) {
    this.values = values;
  }

  /**
   * Returns the bound with k samples, log (1/k) sum_s w_s, as the mean over the disjoint groups of
   * k samples one after the other; samples that fill no group are left out.
   *
   * @param k from 1 to S; 1 gives the ELBO
   */
  double bound(int k) {
    return StatUtils.mean(groups(k));
  }

  /**
   * Estimates the variance of {@link #bound}, for the same data point, over other samples: that of
   * the groups' values, divided by their number. Where there is but one group, the variance of the
   * bound with half the samples takes its place: about twice too great where many samples count,
   * but it may be too small where few do.
   *
   * @param k from 1 to S, which is 2 at least
   */
  double samplingVariance(int k) {
    double[] groups = groups(k);
    return groups.length > 1
        ? StatUtils.variance(groups) / groups.length
        : StatUtils.variance(groups(values.length / 2));
  }

  /**
   * Returns the effective sample size, (sum_s w_s)^2 / sum_s w_s^2 (Kong 1992): S where all weights
   * are equal, 1 where a single one counts.
   */
  double effectiveSampleSize() {
    double max = StatUtils.max(values);
    double sum = 0;
    double squares = 0;
    for (double value : values) {
      double weight = Math.exp(value - max);
      sum += weight;
      squares += weight * weight;
    }
    return sum * sum / squares;
  }

  private double[] groups(int k) {
    double[] groups = new double[values.length / k];
    Arrays.setAll(groups, i -> logMeanExp(i * k, k));
    return groups;
  }

  /** Computed around the largest value, so that no weight overflows and not all vanish. */
  private double logMeanExp(int from, int count) {
    double max = StatUtils.max(values, from, count);
    double sum = 0;
    for (int s = from; s < from + count; s++) {
      sum += Math.exp(values[s] - max);
    }
    return max + Math.log(sum / count);
  }
}
