package org.elbosurgery.framework.graph;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient graph of a finished graph: evaluates outputs and the gradients of a loss in one
 * pass, with its arrays cached from call to call.
 */
final class GradientGraph {

  private final GraphFunction function;
  private final Map<String, String> wanted = new LinkedHashMap<>();

  private GradientGraph(
      SameDiff graph, List<String> parameters, List<String> outputs, Execution execution) {
    outputs.forEach(name -> wanted.put(name, name));
    parameters.forEach(name -> wanted.put(name, gradientName(graph, name)));
    function = execution.function(graph.getFunction("grad"), List.copyOf(wanted.values()));
  }

  private static String gradientName(SameDiff graph, String parameter) {
    SDVariable gradient = graph.getVariable(parameter).gradient();
    if (gradient == null) {
      throw ElboException.plugin("the loss does not depend on parameter " + parameter, null);
    }
    return gradient.name();
  }

  /**
   * Differentiates a graph to which nothing is added any more.
   *
   * @param graph the whole graph
   * @param loss the name of a scalar
   * @param parameters the names of what to differentiate by
   * @param outputs the names of further variables to evaluate
   * @param execution who evaluates
   * @throws ElboException PLUGIN if the loss does not depend on a parameter
   */
  static GradientGraph of(
      SameDiff graph,
      String loss,
      List<String> parameters,
      List<String> outputs,
      Execution execution) {
    graph.setLossVariables(loss);
    createMuted(graph);
    return new GradientGraph(graph, parameters, outputs, execution);
  }

  /** ND4J prints a line per operation to System.out, where results belong. */
  private static synchronized void createMuted(SameDiff graph) {
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    try {
      graph.createGradFunction();
    } finally {
      System.setOut(out);
    }
  }

  /**
   * Evaluates once.
   *
   * @param placeholders every placeholder by name
   * @return outputs, then gradients by the names of their parameters; they hold until the next
   *     evaluation
   */
  Map<String, INDArray> evaluate(Map<String, INDArray> placeholders) {
    Map<String, INDArray> values = function.evaluate(placeholders);
    Map<String, INDArray> result = new LinkedHashMap<>();
    wanted.forEach((name, variable) -> result.put(name, values.get(variable)));
    return result;
  }
}
