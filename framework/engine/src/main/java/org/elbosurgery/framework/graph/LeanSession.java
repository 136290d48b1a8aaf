package org.elbosurgery.framework.graph;

import java.util.Map;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A session without ND4J's memory leak: ND4J's own session keeps the identifier of every array that
 * it has freed, some megabytes per epoch.
 */
final class LeanSession extends InferenceSession {

  private LeanSession(SameDiff graph) {
    super(graph);
  }

  /** Makes every graph of this process use lean sessions; must come before the first execution. */
  static void install() {
    SameDiff.bindInferenceFactory(LeanSession::new);
  }

  @Override
  protected Map<String, INDArray> preprocessPlaceholders(
      Map<String, INDArray> placeholders, At at) {
    freedArrays.clear();
    return super.preprocessPlaceholders(placeholders, at);
  }
}
