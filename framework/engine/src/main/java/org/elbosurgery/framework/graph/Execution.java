package org.elbosurgery.framework.graph;

import java.util.List;
import org.elbosurgery.framework.plan.ExecutionPlan;
import org.elbosurgery.framework.plan.Workers;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * How graphs are executed.
 *
 * @param engine what executes them
 * @param threads the number of threads of a plan; SameDiff's session uses ND4J's setting
 */
public record Execution(Engine engine, int threads) {

  /** Execution by SameDiff's own session. */
  public static final Execution SESSION = new Execution(Engine.SAMEDIFF, 1);

  /**
   * Checks the number of threads.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public Execution {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads; at least 1 is needed");
    }
  }

  /** Returns the threads that execute plans. */
  public Workers workers() {
    return Workers.of(threads);
  }

  /**
   * Returns the function from a graph's placeholders to some of its variables.
   *
   * @param graph a finished graph, to which nothing is added any more
   * @param outputs names of the variables
   */
  GraphFunction function(SameDiff graph, List<String> outputs) {
    return engine == Engine.PLAN && ExecutionPlan.suits(graph)
        ? new PlannedFunction(graph, outputs, workers())
        : new SessionFunction(graph, outputs);
  }
}
