package org.elbosurgery.framework.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The shapes and types of a graph's variables for given placeholders, found by executing every
 * operation once, so that ND4J's shape rules need not be repeated here.
 */
final class GraphTrace {

  /** The shape and type of a variable. */
  static final class Form {

    private final long[] shape;
    private final DataType type;

    Form(INDArray array) {
      shape = array.shape();
      type = array.dataType();
    }

    long[] shape() {
      return shape.clone();
    }

    DataType type() {
      return type;
    }
  }

  private final SameDiff graph;
  private final Map<String, Form> forms = new HashMap<>();

  private GraphTrace(SameDiff graph) {
    this.graph = graph;
  }

  /**
   * Executes the operations that some variables need.
   *
   * @param graph without control flow
   * @param placeholders every placeholder by name
   * @param wanted names of variables
   */
  static GraphTrace of(
      SameDiff graph, Map<String, INDArray> placeholders, Collection<String> wanted) {
    GraphTrace trace = new GraphTrace(graph);
    OperationSession session = new OperationSession(graph);
    Map<String, INDArray> values = new HashMap<>();
    for (String operation : trace.operations(wanted)) {
      SameDiffOp op = graph.getOps().get(operation);
      for (String input : op.getInputsToOp()) {
        values.computeIfAbsent(input, name -> given(graph, placeholders, name));
      }
      List<INDArray> outputs = session.run(operation, values::get);
      for (int i = 0; i < outputs.size(); i++) {
        values.put(op.getOutputsOfOp().get(i), outputs.get(i));
      }
    }
    wanted.forEach(name -> values.computeIfAbsent(name, any -> given(graph, placeholders, any)));
    values.forEach((name, array) -> trace.forms.put(name, new Form(array)));
    trace.close(values);
    return trace;
  }

  /** Closes the computed arrays, except outputs of an identity, which are its input arrays. */
  private void close(Map<String, INDArray> values) {
    IdentityHashMap<INDArray, Boolean> computed = new IdentityHashMap<>();
    values.forEach((name, array) -> computed.merge(array, isComputed(name), Boolean::logicalAnd));
    computed.forEach(
        (array, alone) -> {
          if (alone && array.closeable()) {
            array.close();
          }
        });
  }

  private boolean isComputed(String variable) {
    return graph.getVariable(variable).getVariableType() == VariableType.ARRAY;
  }

  private static INDArray given(SameDiff graph, Map<String, INDArray> placeholders, String name) {
    INDArray placeholder = placeholders.get(name);
    return placeholder != null ? placeholder : graph.getVariable(name).getArr();
  }

  /** Returns the operations that variables need, each after the operations that it depends on. */
  private List<String> operations(Collection<String> wanted) {
    Map<String, Boolean> done = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>();
    wanted.forEach(name -> producer(name, open));
    while (!open.isEmpty()) {
      String operation = open.peek();
      if (Boolean.TRUE.equals(done.get(operation))) {
        open.pop();
        continue;
      }
      Deque<String> before = new ArrayDeque<>();
      for (String input : graph.getOps().get(operation).getInputsToOp()) {
        producer(input, before);
      }
      before.removeIf(name -> Boolean.TRUE.equals(done.get(name)));
      if (before.isEmpty()) {
        done.put(operation, true);
        open.pop();
      } else {
        before.forEach(open::push);
      }
    }
    return new ArrayList<>(done.keySet());
  }

  private void producer(String variable, Deque<String> operations) {
    if (isComputed(variable)) {
      operations.push(graph.getVariables().get(variable).getOutputOfOp());
    }
  }

  /** Returns the form of a variable that was computed or used. */
  Form form(String variable) {
    return forms.get(variable);
  }
}
