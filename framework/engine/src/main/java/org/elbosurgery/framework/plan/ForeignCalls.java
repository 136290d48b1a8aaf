package org.elbosurgery.framework.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The operations of a plan that ND4J executes, and the values that only they use. */
final class ForeignCalls {

  private final SameDiff graph;
  private final OperationSession session;
  private final Map<String, INDArray> others = new HashMap<>();

  ForeignCalls(SameDiff graph) {
    this.graph = graph;
    this.session = new OperationSession(graph);
  }

  /**
   * Returns the step that executes an operation.
   *
   * @param operation its name in the graph
   * @param nodes its wanted outputs
   * @param storage the memory of float values
   */
  Step call(String operation, List<Node> nodes, Storage storage) {
    return new ForeignCall(session, graph.getOps().get(operation), nodes, storage, others);
  }
}
