package org.elbosurgery.framework.timing;

import org.apache.commons.math3.stat.StatUtils;

/**
 * The time of a job.
 *
 * @param medianMs the median of all repetitions, in milliseconds
 * @param meanMs their mean, which includes pauses of the JVM and page faults
 */
public record Timing(double medianMs, double meanMs) {

  /** Summarises repetitions in milliseconds, at least one. */
  public static Timing of(double... milliseconds) {
    return new Timing(StatUtils.percentile(milliseconds, 50), StatUtils.mean(milliseconds));
  }
}
