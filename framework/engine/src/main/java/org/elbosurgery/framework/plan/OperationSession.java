package org.elbosurgery.framework.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.config.ExecutionResult;
import org.nd4j.autodiff.samediff.config.SDValue;
import org.nd4j.autodiff.samediff.internal.FrameIter;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.OpContext;

/** Executes single operations of a graph as ND4J's own session does. */
final class OperationSession extends InferenceSession {

  OperationSession(SameDiff graph) {
    super(graph);
  }

  /** Returns the array of a parameter or of a constant of the graph. */
  INDArray given(String variable) {
    return sameDiff.getVariable(variable).getArr();
  }

  /**
   * Executes an operation.
   *
   * @param operation its name in the graph
   * @param values of the variables that it reads
   * @return its outputs in their order; the caller closes them
   */
  List<INDArray> run(String operation, Function<String, INDArray> values) {
    SameDiffOp op = sameDiff.getOps().get(operation);
    FrameIter frame = new FrameIter(OUTER_FRAME, 0, null);
    Set<VarId> computed = new LinkedHashSet<>();
    Set<String> given = new LinkedHashSet<>();
    Map<String, INDArray> placeholders = new HashMap<>();
    for (String name : op.getInputsToOp()) {
      SDVariable variable = sameDiff.getVariable(name);
      VarId id = VarId.createDefault(name);
      putNodeValue(SDValue.create(values.apply(name)), id);
      if (variable.getVariableType() == VariableType.ARRAY) {
        computed.add(id);
      } else {
        given.add(name);
        if (variable.isPlaceHolder()) {
          placeholders.put(name, values.apply(name));
        }
      }
    }
    Set<String> outputs = new HashSet<>(op.getOutputsOfOp());
    Pair<SameDiffOp, OpContext> call =
        getAndParameterizeOp(
            operation, frame, computed, Set.of(), given, placeholders, outputs, Map.of());
    ExecutionResult result =
        doExec(op.getOp(), call.getSecond(), frame, computed, Set.of(), given, Map.of());
    List<INDArray> arrays = List.of(result.outputsToArray(op.getOutputsOfOp()));
    op.getOp().clearArrays();
    call.getSecond().purge();
    nodeValueOutputs.clear();
    return arrays;
  }
}
