package org.elbosurgery.framework.annealing;

import java.util.Arrays;

/**
 * The step sizes for each group of chains all along a path, as a pilot found them. They are fixed
 * for all chains that use them afterwards, so that these have the right invariant densities.
 */
final class StepSizes {

  /** By how many recorded steps on either side a logarithm is averaged. */
  private static final int SMOOTHED = 5;

  private final double[][] logarithms;

  /**
   * Keeps what a pilot recorded.
   *
   * @param logarithms of the step sizes of each group, at equal distances from the first
   *     temperature to the last, {@code [groups, at least 1]}
   */
  StepSizes(double[][] logarithms) {
    this.logarithms = Arrays.stream(logarithms).map(StepSizes::smoothed).toArray(double[][]::new);
  }

  private static double[] smoothed(double[] values) {
    double[] means = new double[values.length];
    Arrays.setAll(
        means,
        k -> {
          int reach = Math.min(SMOOTHED, Math.min(k, values.length - 1 - k));
          return Arrays.stream(values, k - reach, k + reach + 1).average().orElseThrow();
        });
    return means;
  }

  /**
   * Returns the step sizes of all chains.
   *
   * @param place from 0, the first temperature, to 1, the last
   * @param chains the number of chains in each group
   * @return {@code [groups * chains]}, the chains of each group in succession
   */
  double[] at(double place, int chains) {
    double[] sizes = new double[logarithms.length * chains];
    for (int g = 0; g < logarithms.length; g++) {
      double[] known = logarithms[g];
      double position = place * (known.length - 1);
      int below = Math.min((int) position, Math.max(0, known.length - 2));
      int above = Math.min(below + 1, known.length - 1);
      double between = position - below;
      double size = Math.exp((1 - between) * known[below] + between * known[above]);
      Arrays.fill(sizes, g * chains, (g + 1) * chains, size);
    }
    return sizes;
  }
}
