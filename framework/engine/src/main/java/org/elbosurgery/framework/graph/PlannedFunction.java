package org.elbosurgery.framework.graph;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.elbosurgery.framework.plan.ExecutionPlan;
import org.elbosurgery.framework.plan.Workers;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A graph function that is evaluated by plans, one for each combination of shapes, such as a full
 * batch and the smaller last one. The most recently used plans are kept.
 */
final class PlannedFunction implements GraphFunction {

  private static final int KEPT = 3;

  private final SameDiff graph;
  private final List<String> outputs;
  private final Workers workers;
  private final Map<String, ExecutionPlan> plans =
      new LinkedHashMap<>(KEPT + 1, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ExecutionPlan> eldest) {
          return size() > KEPT;
        }
      };

  PlannedFunction(SameDiff graph, List<String> outputs, Workers workers) {
    this.graph = graph;
    this.outputs = List.copyOf(outputs);
    this.workers = workers;
  }

  @Override
  public Map<String, INDArray> evaluate(Map<String, INDArray> placeholders) {
    return plan(placeholders).evaluate(placeholders);
  }

  @Override
  public Optional<Set<String>> foreignOperations(Map<String, INDArray> placeholders) {
    return Optional.of(plan(placeholders).foreignOperations());
  }

  private ExecutionPlan plan(Map<String, INDArray> placeholders) {
    Map<String, String> shapes = new TreeMap<>();
    placeholders.forEach((name, value) -> shapes.put(name, Arrays.toString(value.shape())));
    return plans.computeIfAbsent(
        shapes.toString(), any -> ExecutionPlan.of(graph, placeholders, outputs, workers));
  }
}
