package org.elbosurgery.framework.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Translates the operations of a SameDiff graph into nodes of a plan, from the wanted variables
 * backwards, so that nothing unneeded is computed. An operation that no rule covers, or none for
 * its shapes, becomes a foreign one.
 */
final class Lowering {

  private final SameDiff graph;
  private final GraphTrace trace;
  private final Expressions make = new Expressions();
  private final ElementwiseRules elementwise = new ElementwiseRules(make);
  private final List<OperationRules> rules =
      List.of(
          new ArrangementRules(make),
          new MatrixRules(make),
          new ConvolutionRules(make),
          new ReductionRules(make),
          new BinaryGradientRules(make),
          new PowerRules(make),
          elementwise);
  private final Map<String, Node> done = new HashMap<>();
  private final Set<String> foreign = new TreeSet<>();

  Lowering(SameDiff graph, GraphTrace trace) {
    this.graph = graph;
    this.trace = trace;
  }

  /** Returns the names of the kinds of operations that are left to ND4J. */
  Set<String> foreign() {
    return foreign;
  }

  /** Returns the node of a variable. */
  Node node(String variable) {
    Node node = done.get(variable);
    if (node == null) {
      node = lower(variable);
      done.put(variable, node);
    }
    return node;
  }

  private Node lower(String variable) {
    GraphTrace.Form form = trace.form(variable);
    if (graph.getVariable(variable).getVariableType() != VariableType.ARRAY) {
      return make.variable(variable, form.shape(), form.type());
    }
    SameDiffOp op = graph.getOps().get(graph.getVariables().get(variable).getOutputOfOp());
    int output = op.getOutputsOfOp().indexOf(variable);
    return known(op, output, form).orElseGet(() -> foreign(op, output, form));
  }

  private Node foreign(SameDiffOp op, int output, GraphTrace.Form form) {
    foreign.add(op.getOp().opName());
    List<Node> operands = op.getInputsToOp().stream().map(this::node).toList();
    return make.foreign(op.getName(), output, operands, form.shape(), form.type());
  }

  /** Returns an output of an operation as a node; empty if it must be left to ND4J. */
  private Optional<Node> known(SameDiffOp op, int output, GraphTrace.Form form) {
    if (form.type() != DataType.FLOAT) {
      return Optional.empty();
    }
    if (op.getOp().opName().equals("cast")) {
      return cast(op.getInputsToOp().get(0));
    }
    Call call = call(op, output);
    return call.isFloat()
        ? rules.stream().map(each -> each.lower(call)).flatMap(Optional::stream).findFirst()
        : Optional.empty();
  }

  private Call call(SameDiffOp op, int output) {
    return new Call(op, output, trace, this::node);
  }

  /** Returns a comparison, whose values are not floats, that is immediately cast to float. */
  private Optional<Node> cast(String operand) {
    DataType type = trace.form(operand).type();
    if (type == DataType.FLOAT) {
      return Optional.of(node(operand));
    }
    String producer = graph.getVariables().get(operand).getOutputOfOp();
    return type == DataType.BOOL && producer != null
        ? Optional.of(call(graph.getOps().get(producer), 0))
            .filter(Call::isFloat)
            .flatMap(elementwise::comparison)
        : Optional.empty();
  }
}
