package org.elbosurgery.framework.training;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Changes the norm of gradients but not their direction. */
final class GradientScaling {

  /**
   * Added to norms, as in the code of Tomczak and Welling 2018, so that a gradient of 0 stays 0.
   */
  private static final double TINY = 1e-7;

  private GradientScaling() {}

  /**
   * Scales all gradients by one factor so that their joint Euclidean norm is at most {@code
   * maxNorm} (Pascanu, Mikolov and Bengio 2013).
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

  /**
   * Scales the gradient of each parameter to norm 1: g / (|g| + 1e-7).
   *
   * @param gradients changed in place
   */
  static void normalize(Map<String, INDArray> gradients) {
    gradients
        .values()
        .forEach(gradient -> gradient.muli(1 / (gradient.norm2Number().doubleValue() + TINY)));
  }
}
