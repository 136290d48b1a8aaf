package org.elbosurgery.framework.experiment;

import org.elbosurgery.api.Decides;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.framework.machine.Threads;

/**
 * How estimators are compared.
 *
 * @param split the rows of a run, or of a file of codes, whose codes are taken
 * @param samples samples of z per data point, for estimators that sample
 * @param seed the only source of randomness
 * @param threads threads to compute on; no result depends on their number
 */
public record EstimatorsOptions(
    @Option(value = "which rows of a run or of codes", decides = Decides.ROWS) Split split,
    @Option(
            value =
                "samples of z per data point; more are taken if there are 2000 data points or"
                    + " fewer",
            decides = Decides.ESTIMATE)
        @Min(1)
        @Max(100000)
        int samples,
    @Option(value = "seed of all random numbers", decides = Decides.CHANCE) long seed,
    @Option(
            value = "threads to compute on; no result depends on their number",
            decides = Decides.EXECUTION)
        @Min(1)
        @Max(Threads.MOST)
        int threads) {

  /** Two samples of every training row, seed 1, with the standard number of threads. */
  public EstimatorsOptions() {
    this(Split.TRAIN, 2, 1, Threads.standard().count());
  }
}
