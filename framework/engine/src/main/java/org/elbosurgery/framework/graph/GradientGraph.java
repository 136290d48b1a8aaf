package org.elbosurgery.framework.graph;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.call.PluginCall;
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
    parameters.forEach(name -> wanted.put(name, graph.getVariable(name).gradient().name()));
    function = execution.function(graph.getFunction("grad"), List.copyOf(wanted.values()));
  }

  private static void requireGradients(
      Function<String, Optional<Object>> pluginOf, SameDiff graph, List<String> parameters) {
    List<String> faults =
        parameters.stream()
            .filter(name -> graph.getVariable(name).gradient() == null)
            .map(name -> independent(pluginOf, name))
            .toList();
    if (!faults.isEmpty()) {
      throw ElboException.plugin(String.join("\n", faults), null);
    }
  }

  private static String independent(Function<String, Optional<Object>> pluginOf, String parameter) {
    String name = parameter.replaceFirst("^[^/]*/", "");
    return pluginOf
        .apply(parameter)
        .map(
            plugin ->
                PluginCall.named(plugin)
                    + ": the loss does not depend on its parameter "
                    + name
                    + "; use it in a formula, or declare it as a constant")
        .orElse("the loss does not depend on " + parameter);
  }

  /**
   * Differentiates a graph to which nothing is added any more.
   *
   * @param pluginOf returns the plugin that declared the parameter with a name; empty if none did
   * @param graph the whole graph
   * @param loss the name of a scalar
   * @param parameters the names of the variables to differentiate by
   * @param outputs the names of further variables to evaluate
   * @param execution how it is executed
   * @throws ElboException PLUGIN if the loss does not depend on a parameter
   */
  static GradientGraph of(
      Function<String, Optional<Object>> pluginOf,
      SameDiff graph,
      String loss,
      List<String> parameters,
      List<String> outputs,
      Execution execution) {
    graph.setLossVariables(loss);
    createMuted(graph);
    requireGradients(pluginOf, graph, parameters);
    return new GradientGraph(graph, parameters, outputs, execution);
  }

  /**
   * Creates the gradient functions while System.out is redirected, because ND4J prints a line for
   * each operation there.
   */
  private static synchronized void createMuted(SameDiff graph) {
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    try {
      graph.createGradFunction();
    } finally {
      System.setOut(out);
    }
  }

  /** Returns the kinds of operations that a plan leaves to ND4J; empty if no plan is made. */
  Optional<Set<String>> foreignOperations(Map<String, INDArray> placeholders) {
    return function.foreignOperations(placeholders);
  }

  /**
   * Evaluates once.
   *
   * @param placeholders every placeholder by name
   * @return outputs, then gradients by the names of their parameters; they are valid until the next
   *     evaluation
   */
  Map<String, INDArray> evaluate(Map<String, INDArray> placeholders) {
    Map<String, INDArray> values = function.evaluate(placeholders);
    Map<String, INDArray> result = new LinkedHashMap<>();
    wanted.forEach((name, variable) -> result.put(name, values.get(variable)));
    return result;
  }
}
