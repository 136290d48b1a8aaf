package org.elbosurgery.framework.graph;

import java.util.LinkedHashMap;
import java.util.Map;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.Rows;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the plugins of one model share while they are bound in one graph.
 *
 * @param graph where they are bound
 * @param model the model
 * @param source where parameters start
 * @param rows the training data
 * @param random has a stream for each plugin
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
   * Comes before any execution of the graph. Not done once for the class: what fails for want of
   * memory must be told each time, and may succeed the next.
   */
  GraphContext {
    LeanSession.install();
  }

  /** Starts without parameters. */
  GraphContext(
      SameDiff graph,
      ModelDefinition model,
      ParameterSource source,
      Rows rows,
      RandomStream random) {
    this(graph, model, source, rows, random, new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /** Returns what was declared so far: the live arrays. */
  Parameters parameters() {
    return new Parameters(declared, constants);
  }
}
