package org.elbosurgery.framework.likelihood;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How many of the samples of a data point count, over the points.
 *
 * @param mean of all points
 * @param median of all points
 * @param least that of the point where the fewest count
 * @param small at how many points it is below {@link #SMALL}
 */
public record EffectiveSampleSize(double mean, double median, double least, int small) {

  /**
   * Below this the bound of a point rests on a few samples. At an effective sample size of e the
   * bound is about 1/(2e) nats below log p(x) where e is large (Nowozin 2018): here 0.05 nats.
   * Where it is not large, nothing says how far.
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
