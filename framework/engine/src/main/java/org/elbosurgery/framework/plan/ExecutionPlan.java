package org.elbosurgery.framework.plan;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.custom.Invoke;
import org.nd4j.linalg.api.ops.impl.controlflow.compat.BaseCompatOp;
import org.nd4j.linalg.api.ops.impl.shape.tensorops.BaseTensorOp;

/**
 * How some variables of a SameDiff graph are computed for placeholders of fixed shapes: a list of
 * steps over memory that is assigned once. The graph's parameters and constants are read where they
 * are, so what changes them in place changes the next evaluation. For one thread.
 */
public final class ExecutionPlan {

  private final Map<String, Memory> placeholders = new HashMap<>();
  private final Map<String, INDArray> others = new HashMap<>();
  private final Map<String, INDArray> results = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final Set<String> foreign;

  /** Pointers and buffers do not keep the memory they point to: this does. */
  private final Storage storage;

  private ExecutionPlan(
      SameDiff graph, Map<String, INDArray> examples, List<String> wanted, Workers workers) {
    Lowering lowering = new Lowering(graph, GraphTrace.of(graph, examples, wanted));
    Map<String, Node> nodes = new LinkedHashMap<>();
    wanted.forEach(name -> nodes.put(name, lowering.node(name)));
    Schedule schedule = Schedule.of(nodes.values());
    storage = Storage.of(schedule, nodes.values(), node -> given(node, graph));
    for (Node node : schedule.nodes()) {
      if (node.operation() instanceof Operation.Source source && node.type() != DataType.FLOAT) {
        others.put(source.variable(), graph.getVariable(source.variable()).getArr());
      }
    }
    OperationSession session = new OperationSession(graph);
    for (List<Node> step : schedule.steps()) {
      steps.add(step(step, storage, workers, graph, session));
    }
    nodes.forEach((name, node) -> results.put(name, storage.of(node).array(node.shape())));
    foreign = lowering.foreign();
  }

  /**
   * Returns whether plans can be made for a graph: it is of single precision, has no control flow,
   * and its own arrays lie in memory row by row.
   */
  public static boolean suits(SameDiff graph) {
    boolean straight =
        graph.getOps().values().stream()
            .map(SameDiffOp::getOp)
            .noneMatch(
                op ->
                    op instanceof BaseCompatOp
                        || op instanceof BaseTensorOp
                        || op instanceof Invoke);
    return straight && graph.variables().stream().allMatch(ExecutionPlan::suits);
  }

  private static boolean suits(SDVariable variable) {
    boolean given = variable.getVariableType() != VariableType.ARRAY;
    boolean real = variable.dataType() != null && variable.dataType().isFPType();
    return !given
        || !real
        || (variable.dataType() == DataType.FLOAT
            && (variable.isPlaceHolder() || Memory.isPlain(variable.getArr())));
  }

  /**
   * Makes a plan.
   *
   * @param graph of single precision, without control flow
   * @param examples every placeholder by name, in the shapes to come
   * @param wanted names of the variables to compute
   * @param workers who computes
   */
  public static ExecutionPlan of(
      SameDiff graph, Map<String, INDArray> examples, List<String> wanted, Workers workers) {
    return new ExecutionPlan(graph, examples, wanted, workers);
  }

  private Memory given(Node node, SameDiff graph) {
    if (node.operation() instanceof Operation.Fill fill) {
      Memory memory = Memory.ofShape(node.shape());
      memory.array(node.shape()).assign(fill.value());
      return memory;
    }
    String name = ((Operation.Source) node.operation()).variable();
    if (graph.getVariable(name).isPlaceHolder()) {
      return placeholders.computeIfAbsent(name, any -> Memory.ofShape(node.shape()));
    }
    return Memory.of(graph.getVariable(name).getArr());
  }

  private Step step(
      List<Node> nodes,
      Storage storage,
      Workers workers,
      SameDiff graph,
      OperationSession session) {
    Node first = nodes.get(0);
    if (first.operation() instanceof Operation.Product) {
      return new MatrixProduct(
          first,
          storage.of(first.input(0)),
          storage.of(first.input(1)),
          storage.of(first),
          workers);
    }
    if (first.operation() instanceof Operation.Transpose) {
      long[] shape = first.input(0).shape();
      return new Transposition(
          storage.of(first.input(0)), storage.of(first), (int) shape[0], (int) shape[1]);
    }
    if (first.operation() instanceof Operation.Peak) {
      return PeakStep.greatest(storage.of(first.input(0)), storage.of(first));
    }
    if (first.operation() instanceof Operation.PeakGradient) {
      return PeakStep.gradient(
          storage.of(first.input(0)), storage.of(first.input(1)), storage.of(first));
    }
    if (first.operation() instanceof Operation.Foreign call) {
      return new ForeignCall(session, graph.getOps().get(call.operation()), nodes, storage, others);
    }
    return new RowLoop(
        new RowLoopCompiler(nodes, storage::of, storage::isStored).program(), workers);
  }

  /**
   * Computes the wanted variables.
   *
   * @param values every placeholder by name, in the shapes that the plan was made for
   * @return them by name; the arrays are the plan's own and hold until its next evaluation
   */
  public Map<String, INDArray> evaluate(Map<String, INDArray> values) {
    placeholders.forEach((name, memory) -> memory.fill(values.get(name)));
    int threads = openblas_nolapack.blas_get_num_threads();
    openblas_nolapack.blas_set_num_threads(1);
    try {
      steps.forEach(Step::run);
    } finally {
      openblas_nolapack.blas_set_num_threads(threads);
      Reference.reachabilityFence(storage);
    }
    return results;
  }

  /** Returns the names of the kinds of operations that ND4J executes, for want of a faster way. */
  public Set<String> foreignOperations() {
    return foreign;
  }
}
