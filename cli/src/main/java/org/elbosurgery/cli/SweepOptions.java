package org.elbosurgery.cli;

import org.elbosurgery.api.Decides;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.framework.machine.Threads;

/**
 * How a sweep is executed; no result depends on it.
 *
 * @param jobs the number of cells that run at a time
 * @param retry how often a failed cell is tried again
 */
record SweepOptions(
    @Option(
            value = "number of cells to run at a time, each in a separate Java process",
            decides = Decides.EXECUTION)
        @Min(1)
        @Max(Threads.MOST)
        int jobs,
    @Option(
            value =
                "how often a cell that fails is tried again at once, unless its numbers fail,"
                    + " which would be the same",
            decides = Decides.EXECUTION)
        @Min(0)
        @Max(100)
        int retry) {

  /** One cell for each processor, each tried once. */
  SweepOptions() {
    this(Threads.standard().count(), 0);
  }
}
