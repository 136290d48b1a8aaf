package org.elbosurgery.framework.likelihood;

import org.elbosurgery.api.Decides;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.machine.Threads;

/**
 * How the likelihood is bounded.
 *
 * @param samples S, samples of each data point
 * @param split the split of the rows
 * @param rows the number of rows, from the first; 0 for all
 * @param threads threads to compute on; no result depends on their number
 */
public record LikelihoodOptions(
    @Option(value = "samples of z per data point", decides = Decides.ESTIMATE) @Min(2) @Max(1000000)
        int samples,
    @Option(value = "which rows", decides = Decides.ROWS) Split split,
    @Option(value = "rows to take, from the first; 0 takes all", decides = Decides.ROWS) @Min(0)
        int rows,
    @Option(
            value = "threads to compute on; no result depends on their number",
            decides = Decides.EXECUTION)
        @Min(1)
        @Max(Threads.MOST)
        int threads) {

  /**
   * 5000 samples of all test rows, with as many threads as {@code OMP_NUM_THREADS} says, or one for
   * each processor.
   */
  public LikelihoodOptions() {
    this(5000, Split.TEST, 0, Threads.standard().count());
  }
}
