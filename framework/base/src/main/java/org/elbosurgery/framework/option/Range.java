package org.elbosurgery.framework.option;

import java.lang.reflect.RecordComponent;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Positive;

/**
 * The numbers that an option allows.
 *
 * @param min the lower bound, which is itself allowed; negative infinity if there is none
 * @param max the upper bound, which is itself allowed; infinity if there is none
 * @param positive whether a number must be greater than 0
 */
record Range(double min, double max, boolean positive) {

  static Range of(RecordComponent component) {
    Min min = component.getAnnotation(Min.class);
    Max max = component.getAnnotation(Max.class);
    return new Range(
        min == null ? Double.NEGATIVE_INFINITY : min.value(),
        max == null ? Double.POSITIVE_INFINITY : max.value(),
        component.isAnnotationPresent(Positive.class));
  }

  /** Returns whether a number is allowed; NaN and the infinities never are. */
  boolean contains(double value) {
    return Double.isFinite(value) && value >= min && value <= max && (value > 0 || !positive);
  }

  boolean isBounded() {
    return !words().isEmpty();
  }

  /** Returns the range in words, such as "greater than 0, at most 1"; empty if it is unbounded. */
  String words() {
    boolean bounded = max < Double.POSITIVE_INFINITY;
    String atMost = bounded ? "at most " + ValueType.textOf(max) : "";
    if (positive && !(min > 0)) {
      return bounded ? "greater than 0, " + atMost : "greater than 0";
    }
    if (min == Double.NEGATIVE_INFINITY) {
      return atMost;
    }
    return bounded
        ? "from " + ValueType.textOf(min) + " to " + ValueType.textOf(max)
        : "at least " + ValueType.textOf(min);
  }
}
