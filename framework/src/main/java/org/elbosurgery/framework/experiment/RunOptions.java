package org.elbosurgery.framework.experiment;

import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.framework.graph.Engine;
import org.elbosurgery.framework.graph.Execution;

/**
 * What a run takes from its surroundings.
 *
 * @param seed the one source of all randomness
 * @param threads threads to compute on; training on another number gives other last bits
 * @param engine who executes the model's graphs; another one gives other last bits
 */
public record RunOptions(
    @Option("seed of everything random") long seed,
    @Option("threads to compute on") @Min(1) @Max(1024) int threads,
    @Option("who executes the model: an execution plan, or SameDiff itself") Engine engine) {

  /** Seed 1, on as many threads as {@code OMP_NUM_THREADS} gives ND4J, or on all cores. */
  public RunOptions() {
    this(1, threadsOfNd4j(), Engine.PLAN);
  }

  /** Returns how graphs are executed. */
  public Execution execution() {
    return new Execution(engine, threads);
  }

  private static int threadsOfNd4j() {
    String set = System.getenv().getOrDefault("OMP_NUM_THREADS", "");
    return set.matches("[1-9][0-9]{0,2}")
        ? Integer.parseInt(set)
        : Runtime.getRuntime().availableProcessors();
  }
}
