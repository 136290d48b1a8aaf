package org.elbosurgery.framework.timing;

import org.apache.commons.math3.stat.StatUtils;

/**
 * What a job took.
 *
 * @param medianMs the median of all repetitions, in milliseconds
 * @param meanMs their mean, which pauses of the JVM and page faults raise
 */
public record Timing(double medianMs, double meanMs) {

  /** Summarises repetitions in milliseconds, at least one. */
  public static Timing of(double... milliseconds) {
    return new Timing(StatUtils.percentile(milliseconds, 50), StatUtils.mean(milliseconds));
  }
}
