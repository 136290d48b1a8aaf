package org.elbosurgery.framework.graph;

import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.Rows;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The objects that the plugins of one model share while they are bound in a graph.
 *
 * @param graph the graph
 * @param model the model
 * @param source the initial values of the parameters
 * @param rows the training data
 * @param random the root of the plugins' streams
 * @param declared receives what they declare
 */
record GraphContext(
    SameDiff graph,
    ModelDefinition model,
    ParameterSource source,
    Rows rows,
    RandomStream random,
    Declarations declared) {

  /**
   * Installs sessions before any execution of the graph. This is not done in a static initializer,
   * because a failure for lack of memory must be reported every time and may not occur again.
   */
  GraphContext {
    LeanSession.install();
  }

  /** Makes a context in which nothing is declared yet. */
  GraphContext(
      SameDiff graph,
      ModelDefinition model,
      ParameterSource source,
      Rows rows,
      RandomStream random) {
    this(graph, model, source, rows, random, new Declarations());
  }

  /** Returns the live arrays of what has been declared so far. */
  Parameters parameters() {
    return declared.parameters();
  }
}
