package org.elbosurgery.framework.graph;

import java.util.Map;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A session that does not leak: ND4J's own keeps the identifier of every array it ever freed, some
 * megabytes an epoch.
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
