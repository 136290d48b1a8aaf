package org.elbosurgery.framework.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An operation executed by ND4J. Values that are not floats are passed directly between such
 * operations.
 */
final class ForeignCall implements Step {

  private final OperationSession session;
  private final SameDiffOp op;
  private final Map<String, INDArray> inputs = new HashMap<>();
  private final Map<String, INDArray> others;
  private final INDArray[] outputs;

  /**
   * Makes the step.
   *
   * @param session executes the operation
   * @param op the operation
   * @param nodes its wanted outputs
   * @param storage the memory of float values
   * @param others computed values that are not floats, by variable; shared by all calls of a plan
   */
  ForeignCall(
      OperationSession session,
      SameDiffOp op,
      List<Node> nodes,
      Storage storage,
      Map<String, INDArray> others) {
    this.session = session;
    this.op = op;
    this.others = others;
    this.outputs = new INDArray[op.getOutputsOfOp().size()];
    List<Node> operands = nodes.get(0).inputs();
    for (int i = 0; i < operands.size(); i++) {
      Memory memory = storage.of(operands.get(i));
      String name = op.getInputsToOp().get(i);
      if (memory != null) {
        inputs.put(name, memory.array(operands.get(i).shape()));
      } else if (operands.get(i).isGiven()) {
        inputs.put(name, session.given(name));
      }
    }
    for (Node node : nodes) {
      Memory memory = storage.of(node);
      if (memory != null) {
        outputs[((Alone.Foreign) node.operation()).output()] = memory.array(node.shape());
      }
    }
  }

  @Override
  public void run() {
    List<INDArray> results =
        session.run(op.getName(), name -> inputs.getOrDefault(name, others.get(name)));
    for (int i = 0; i < results.size(); i++) {
      INDArray result = results.get(i);
      String name = op.getOutputsOfOp().get(i);
      if (outputs[i] != null) {
        outputs[i].assign(result);
      }
      boolean kept = result.dataType() != DataType.FLOAT;
      if (kept) {
        others.put(name, result);
      } else if (result.closeable() && inputs.values().stream().noneMatch(in -> in == result)) {
        result.close();
      }
    }
  }
}
