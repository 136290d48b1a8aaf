package org.elbosurgery.framework.training;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Scales a gradient down to a largest norm (Pascanu, Mikolov and Bengio 2013). */
final class GradientClipping {

  private GradientClipping() {}

  /**
   * Scales all gradients by one factor so that their joint Euclidean norm is at most {@code
   * maxNorm}.
   *
   * @param gradients changed in place
   * @param maxNorm above 0
   */
  static void clip(Map<String, INDArray> gradients, double maxNorm) {
    double squared = 0;
    for (INDArray gradient : gradients.values()) {
      double norm = gradient.norm2Number().doubleValue();
      squared += norm * norm;
    }
    double norm = Math.sqrt(squared);
    if (norm > maxNorm) {
      gradients.values().forEach(gradient -> gradient.muli(maxNorm / norm));
    }
  }
}
