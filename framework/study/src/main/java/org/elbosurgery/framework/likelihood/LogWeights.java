package org.elbosurgery.framework.likelihood;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The log-weights of the samples of one data point, log w_s = log p(x|z_s) + log p(z_s) - log
 * q(z_s|x) with z_s from q(z|x). The mean of the weights is an unbiased estimate of p(x), so the
 * expectation of its logarithm is a lower bound on log p(x). In nats.
 */
public final class LogWeights {

  private final double[] values;

  /**
   * Keeps the log-weights without copying; they must not be changed afterwards.
   *
   * @param values {@code [S]}, finite, in the order in which they were drawn
   */
  public LogWeights(double[] values) {
    this.values = values;
  }

  /** Returns S, the number of samples. */
  int size() {
    return values.length;
  }

  /**
   * Returns the bound with k samples, log (1/k) sum_s w_s, as the mean over successive disjoint
   * groups of k samples; samples that do not fill a group are left out.
   *
   * @param k from 1 to S; 1 gives the ELBO
   */
  public double bound(int k) {
    return StatUtils.mean(groups(k));
  }

  /**
   * Estimates the variance of {@link #bound} over other samples for the same data point: the
   * variance of the groups' values, divided by the number of groups. If there is only one group,
   * the variance of the bound with half the samples is returned, which is about twice too large if
   * the effective sample size is large, but may be too small otherwise.
   *
   * @param k from 1 to S, where S is at least 2
   */
  double samplingVariance(int k) {
    double[] groups = groups(k);
    return groups.length > 1
        ? StatUtils.variance(groups) / groups.length
        : StatUtils.variance(groups(values.length / 2));
  }

  /**
   * Estimates the variance of the bound with all samples over other samples for the same data point
   * by the jackknife, from the bounds that leave out one sample each. Where one weight dominates,
   * it grows with the distance from the others, which the delta method does not.
   */
  public double jackknifeVariance() {
    int n = values.length;
    double max = StatUtils.max(values);
    double[] weights = Arrays.stream(values).map(value -> Math.exp(value - max)).toArray();
    double[] without = new double[n];
    double before = 0;
    for (int s = 0; s < n; s++) {
      without[s] = before;
      before += weights[s];
    }
    double after = 0; // added, not subtracted from the sum, where small weights would vanish
    for (int s = n - 1; s >= 0; s--) {
      without[s] = Math.log(Math.max(without[s] + after, Double.MIN_NORMAL));
      after += weights[s];
    }
    return StatUtils.variance(without) * (n - 1) * (n - 1) / n;
  }

  /**
   * Returns the effective sample size, (sum_s w_s)^2 / sum_s w_s^2 (Kong 1992): S if all weights
   * are equal, 1 if a single one dominates.
   */
  public double effectiveSampleSize() {
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

  /**
   * Returns the shape k of the tail of the weights.
   *
   * @throws IllegalArgumentException if there are fewer than {@link ParetoTail#MIN_SAMPLES}
   */
  double paretoShape() {
    return ParetoTail.shape(values);
  }

  private double[] groups(int k) {
    double[] groups = new double[values.length / k];
    Arrays.setAll(groups, i -> logMeanExp(i * k, k));
    return groups;
  }

  /** Computes around the largest value, so that no weight overflows and not all vanish. */
  private double logMeanExp(int from, int count) {
    double max = StatUtils.max(values, from, count);
    double sum = 0;
    for (int s = from; s < from + count; s++) {
      sum += Math.exp(values[s] - max);
    }
    return max + Math.log(sum / count);
  }
}
