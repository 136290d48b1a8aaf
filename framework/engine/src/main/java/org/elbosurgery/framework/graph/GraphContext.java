package org.elbosurgery.framework.graph;

import java.util.LinkedHashMap;
import java.util.Map;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.Rows;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The objects that the plugins of one model share while they are bound in a graph.
 *
 * @param graph the graph
 * @param model the model
 * @param source the initial values of the parameters
 * @param rows the training data
 * @param random the root of the plugins' streams
 * @param declared receives the parameters by full name, in order
 * @param constants receives the constants likewise
 */
record GraphContext(
    SameDiff graph,
    ModelDefinition model,
    ParameterSource source,
    Rows rows,
    RandomStream random,
    Map<String, INDArray> declared,
    Map<String, INDArray> constants) {

  /**
   * Installs sessions before any execution of the graph. This is not done in a static initializer,
   * because a failure for lack of memory must be reported every time and may not occur again.
   */
  GraphContext {
    LeanSession.install();
  }

  /** Makes a context without parameters. */
  GraphContext(
      SameDiff graph,
      ModelDefinition model,
      ParameterSource source,
      Rows rows,
      RandomStream random) {
    this(graph, model, source, rows, random, new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /** Returns the live arrays of the parameters and constants declared so far. */
  Parameters parameters() {
    return new Parameters(declared, constants);
  }
}
