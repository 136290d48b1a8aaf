package org.elbosurgery.framework.likelihood;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The shapes k of the tails of the importance weights of data points, summarised. Where k exceeds
 * {@link #DOUBTFUL}, the mean of the weights has not settled, whatever their effective sample size,
 * and no practicable number of further samples helps (Vehtari et al. 2024).
 *
 * @param median over all points
 * @param max over all points
 * @param doubtful the number of points at which k exceeds {@link #DOUBTFUL}
 */
public record ParetoShapes(double median, double max, int doubtful) {

  /** Above this the weights cannot be trusted. */
  public static final double DOUBTFUL = 0.7;

  /**
   * Summarises data points.
   *
   * @param shapes k of each point, at least one
   */
  static ParetoShapes of(double[] shapes) {
    return new ParetoShapes(
        StatUtils.percentile(shapes, 50),
        StatUtils.max(shapes),
        (int) Arrays.stream(shapes).filter(k -> k > DOUBTFUL).count());
  }
}
