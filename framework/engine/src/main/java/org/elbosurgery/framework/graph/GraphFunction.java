package org.elbosurgery.framework.graph;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The function from the placeholders of a graph to some of its variables. For one thread. */
interface GraphFunction {

  /**
   * Evaluates.
   *
   * @param placeholders every placeholder by name
   * @return the variables by name; the arrays are valid until the next evaluation
   */
  Map<String, INDArray> evaluate(Map<String, INDArray> placeholders);

  /**
   * Returns the kinds of operations that a plan leaves to ND4J; empty if SameDiff executes the
   * whole graph.
   */
  Optional<Set<String>> foreignOperations(Map<String, INDArray> placeholders);
}
