package org.elbosurgery.framework.likelihood;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How many of the samples of a data point count, over the points.
 *
 * <p>If the weights of a point have the variance v relative to their squared mean, its bound with S
 * samples lies v/(2S) below log p(x), up to terms of order 1/S^2, and varies by v/S over other
 * samples (delta method; Nowozin 2018). The effective sample size e estimates S/(1 + v), so that
 *
 * <pre>
 * log p(x) - L_S(x) = (1/e - 1/S) / 2,    Var = 1/e - 1/S,    both to first order in 1/e - 1/S
 * </pre>
 *
 * This holds where 1/e - 1/S is small. And e is made of the same samples: where they miss the codes
 * that matter, it is too great.
 *
 * @param mean of all points
 * @param median of all points
 * @param min that of the point where the fewest count
 * @param small at how many points it is below {@link #SMALL}
 */
public record EffectiveSampleSize(double mean, double median, double min, int small) {

  /**
   * Below this the bound of a point rests on a few samples, and the first order says nothing: here
   * it is 0.05 nats at most, and a standard deviation of 0.3.
   */
  public static final int SMALL = 10;

  /**
   * Summarises points.
   *
   * @param values of each point, at least one
   */
  static EffectiveSampleSize of(double[] values) {
    return new EffectiveSampleSize(
        StatUtils.mean(values),
        StatUtils.percentile(values, 50),
        StatUtils.min(values),
        (int) Arrays.stream(values).filter(value -> value < SMALL).count());
  }
}
