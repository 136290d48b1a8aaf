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
 */
record SweepOptions(
    @Option(
            value = "number of cells to run at a time, each in a separate Java process",
            decides = Decides.EXECUTION)
        @Min(1)
        @Max(Threads.MOST)
        int jobs) {

  /** One cell for each processor. */
  SweepOptions() {
    this(Threads.standard().count());
  }
}
