package org.elbosurgery.cli;

import org.elbosurgery.api.Decides;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.framework.machine.Threads;

/**
 * How a sweep is run; no result depends on it.
 *
 * @param jobs cells that run at a time
 */
record SweepOptions(
    @Option(
            value = "cells to run at a time, each in a Java process of its own",
            decides = Decides.EXECUTION)
        @Min(1)
        @Max(Threads.MOST)
        int jobs) {

  /** One cell for each processor. */
  SweepOptions() {
    this(Threads.standard().count());
  }
}
