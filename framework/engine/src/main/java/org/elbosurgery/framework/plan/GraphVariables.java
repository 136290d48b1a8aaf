package org.elbosurgery.framework.plan;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The variables of a graph that a plan is given: placeholders are copied in for each evaluation,
 * parameters and constants are read where the graph keeps them.
 */
final class GraphVariables {

  private final SameDiff graph;
  private final Map<String, Memory> placeholders = new HashMap<>();

  GraphVariables(SameDiff graph) {
    this.graph = graph;
  }

  /** Returns where a variable of single precision is, for a placeholder of this shape. */
  Memory memory(String name, long... shape) {
    return graph.getVariable(name).isPlaceHolder()
        ? placeholders.computeIfAbsent(name, any -> Memory.ofShape(shape))
        : Memory.of(graph.getVariable(name).getArr());
  }

  /** Copies the values of the placeholders in, by name; what no plan reads is left out. */
  void fill(Map<String, INDArray> values) {
    placeholders.forEach((name, memory) -> memory.fill(values.get(name)));
  }
}
