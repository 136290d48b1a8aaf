package org.elbosurgery.framework.plan;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The placeholders, parameters and constants of a graph as inputs of a plan. Placeholders are
 * copied for each evaluation; parameters and constants are read from the graph's own memory.
 */
final class GraphVariables {

  private final SameDiff graph;
  private final Map<String, Memory> placeholders = new HashMap<>();

  GraphVariables(SameDiff graph) {
    this.graph = graph;
  }

  /** Returns the memory of a single-precision variable; a placeholder has the given shape. */
  Memory memory(String name, long... shape) {
    return graph.getVariable(name).isPlaceHolder()
        ? placeholders.computeIfAbsent(name, any -> Memory.ofShape(shape))
        : Memory.of(graph.getVariable(name).getArr());
  }

  /** Copies the values of the placeholders that the plan reads, by name. */
  void fill(Map<String, INDArray> values) {
    placeholders.forEach((name, memory) -> memory.fill(values.get(name)));
  }
}
