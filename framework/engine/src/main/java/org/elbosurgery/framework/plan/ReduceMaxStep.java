package org.elbosurgery.framework.plan;

import java.nio.FloatBuffer;

/** The maximum of all numbers of a value, and its gradient. */
final class ReduceMaxStep {

  private ReduceMaxStep() {}

  /** Returns the step that writes the maximum of x, which is NaN if one of its numbers is NaN. */
  static Step maximum(Memory x, Memory target) {
    FloatBuffer numbers = x.numbers();
    return () -> {
      float max = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < numbers.capacity(); i++) {
        max = Math.max(max, numbers.get(i));
      }
      target.numbers().put(0, max);
    };
  }

  /**
   * Returns the step that writes the gradient to the first place of the maximum of x, and 0
   * elsewhere.
   */
  static Step gradient(Memory x, Memory gradient, Memory target) {
    FloatBuffer numbers = x.numbers();
    return () -> {
      int first = 0;
      for (int i = 0; i < numbers.capacity(); i++) {
        target.numbers().put(i, 0);
        if (numbers.get(i) > numbers.get(first)) {
          first = i;
        }
      }
      target.numbers().put(first, gradient.numbers().get(0));
    };
  }
}
