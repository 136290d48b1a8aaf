package org.elbosurgery.framework.likelihood;

import java.util.ArrayList;
import java.util.List;

/** The numbers of samples for which a bound is shown. */
final class SampleCounts {

  private static final int[] STEPS = {1, 2, 5};

  private SampleCounts() {}

  /**
   * Returns 1, 2, 5, 10, 20, 50 and so on, and finally the largest.
   *
   * @param max at least 1
   */
  static int[] upTo(int max) {
    List<Integer> counts = new ArrayList<>();
    for (long decade = 1; decade < max; decade *= 10) {
      for (int step : STEPS) {
        if (step * decade < max) {
          counts.add((int) (step * decade));
        }
      }
    }
    counts.add(max);
    return counts.stream().mapToInt(Integer::intValue).toArray();
  }
}
