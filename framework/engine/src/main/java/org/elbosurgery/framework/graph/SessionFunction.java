package org.elbosurgery.framework.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A graph function that SameDiff's own session evaluates. */
final class SessionFunction implements GraphFunction {

  private final SameDiff graph;
  private final String[] outputs;
  private Map<String, INDArray> last = Map.of();

  SessionFunction(SameDiff graph, List<String> outputs) {
    this.graph = graph;
    this.outputs = outputs.toArray(String[]::new);
  }

  @Override
  public Map<String, INDArray> evaluate(Map<String, INDArray> placeholders) {
    last.values().stream().filter(INDArray::closeable).forEach(INDArray::close);
    last = graph.output(placeholders, outputs);
    return last;
  }

  @Override
  public Optional<Set<String>> foreignOperations(Map<String, INDArray> placeholders) {
    return Optional.empty();
  }
}
