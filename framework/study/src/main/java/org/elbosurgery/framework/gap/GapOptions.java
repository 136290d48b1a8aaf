package org.elbosurgery.framework.gap;

import org.elbosurgery.api.Decides;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.framework.machine.Threads;

/**
 * What a gap analysis may spend. Its seed is the seed of the run.
 *
 * @param samples samples of z per data point; more are taken if there are few data points
 * @param threads threads to compute on; fitting on another number of threads gives other last bits
 */
public record GapOptions(
    @Option(
            value = "samples of z per data point; more are taken if there are few data points",
            decides = Decides.ESTIMATE)
        @Min(2)
        @Max(100000)
        int samples,
    @Option(value = "threads to compute on", decides = Decides.EXECUTION) @Min(1) @Max(Threads.MOST)
        int threads) {

  /**
   * Two samples, with as many threads as {@code OMP_NUM_THREADS} says, or one for each processor.
   */
  public GapOptions() {
    this(2, Threads.standard().count());
  }
}
