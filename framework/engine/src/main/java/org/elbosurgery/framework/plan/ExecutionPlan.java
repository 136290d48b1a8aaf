package org.elbosurgery.framework.plan;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * A plan that computes some variables of a SameDiff graph for placeholders of fixed shapes: a list
 * of steps on memory that is assigned once. The graph's parameters and constants are read in place,
 * so changing them in place affects the next evaluation. For one thread.
 */
public final class ExecutionPlan {

  private final GraphVariables variables;
  private final Map<String, INDArray> results = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final Set<String> foreign;

  /** Keeps the memory reachable; pointers and buffers into it do not. */
  private final Storage storage;

  private ExecutionPlan(
      SameDiff graph, Map<String, INDArray> examples, List<String> wanted, Workers workers) {
    Lowering lowering = new Lowering(graph, GraphTrace.of(graph, examples, wanted));
    Map<String, Node> nodes = new LinkedHashMap<>();
    wanted.forEach(name -> nodes.put(name, lowering.node(name)));
    Schedule schedule = Schedule.of(nodes.values());
    variables = new GraphVariables(graph);
    storage = Storage.of(schedule, nodes.values(), variables);
    Alone.Means means = new Alone.Means(storage, workers, new ForeignCalls(graph));
    for (List<Node> step : schedule.steps()) {
      steps.add(step(step, means));
    }
    nodes.forEach((name, node) -> results.put(name, storage.of(node).array(node.shape())));
    foreign = lowering.foreign();
  }

  /**
   * Returns whether plans can be made for a graph: it must be of single precision, have no control
   * flow, and have its own arrays row by row in memory.
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
   * @param examples every placeholder by name, in the shapes of later evaluations
   * @param wanted the names of the variables to compute
   * @param workers the threads to compute on
   */
  public static ExecutionPlan of(
      SameDiff graph, Map<String, INDArray> examples, List<String> wanted, Workers workers) {
    return new ExecutionPlan(graph, examples, wanted, workers);
  }

  private static Step step(List<Node> nodes, Alone.Means means) {
    return nodes.get(0).operation() instanceof Alone operation
        ? operation.step(nodes, means)
        : new RowLoop(RowLoopCompiler.compile(nodes, means.storage()), means.workers());
  }

  /**
   * Computes the wanted variables.
   *
   * @param values every placeholder by name, in the shapes that the plan was made for
   * @return the variables by name; the arrays belong to the plan and are valid until its next
   *     evaluation
   */
  public Map<String, INDArray> evaluate(Map<String, INDArray> values) {
    variables.fill(values);
    try {
      OneThread.run(() -> steps.forEach(Step::run));
    } finally {
      Reference.reachabilityFence(storage);
    }
    return results;
  }

  /** Returns the names of the kinds of operations that the plan leaves to ND4J. */
  public Set<String> foreignOperations() {
    return foreign;
  }
}
