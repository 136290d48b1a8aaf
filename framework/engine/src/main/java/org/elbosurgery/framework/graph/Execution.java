package org.elbosurgery.framework.graph;

import java.util.List;
import org.elbosurgery.framework.plan.ExecutionPlan;
import org.elbosurgery.framework.plan.Workers;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * How graphs are executed.
 *
 * @param engine by whom
 * @param threads on how many threads a plan computes; SameDiff's session asks ND4J
 */
public record Execution(Engine engine, int threads) {

  /** By SameDiff's own session. */
  public static final Execution SESSION = new Execution(Engine.SAMEDIFF, 1);

  /**
   * Checks the threads.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Execution {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads; at least 1 is needed");
    }
  }

  /** Returns who computes in plans. */
  public Workers workers() {
    return Workers.of(threads);
  }

  /**
   * Returns the function from a graph's placeholders to some of its variables.
   *
   * @param graph finished: nothing is added to it any more
   * @param outputs names of the variables
   */
  GraphFunction function(SameDiff graph, List<String> outputs) {
    return engine == Engine.PLAN && ExecutionPlan.suits(graph)
        ? new PlannedFunction(graph, outputs, workers())
        : new SessionFunction(graph, outputs);
  }
}
