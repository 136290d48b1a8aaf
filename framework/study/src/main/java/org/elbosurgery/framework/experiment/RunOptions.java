package org.elbosurgery.framework.experiment;

import org.elbosurgery.api.Decides;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.framework.graph.Engine;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.machine.Threads;

/**
 * The seed of a run and how it is executed.
 *
 * @param seed the only source of randomness
 * @param threads threads to compute on; training on another number of threads gives other last bits
 * @param engine what executes the model's graphs; another engine gives other last bits
 */
public record RunOptions(
    @Option(value = "seed of all random numbers", decides = Decides.CHANCE) long seed,
    @Option(value = "threads to compute on", decides = Decides.EXECUTION) @Min(1) @Max(Threads.MOST)
        int threads,
    @Option(
            value = "what executes the model: an execution plan, or SameDiff itself",
            decides = Decides.EXECUTION)
        Engine engine) {

  /** Seed 1, with as many threads as {@code OMP_NUM_THREADS} says, or one for each processor. */
  public RunOptions() {
    this(1, Threads.standard().count(), Engine.PLAN);
  }

  /** Returns how graphs are executed. */
  public Execution execution() {
    return new Execution(engine, threads);
  }
}
