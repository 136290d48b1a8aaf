package org.elbosurgery.framework.density;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.inference.ChiSquareTest;

/**
 * The number of samples in groups of neighbouring cells of the line or the plane, beside the number
 * that is expected of a density.
 */
public final class CellCounts {

  private final Map<QuadratureCell, Integer> groups = new LinkedHashMap<>();
  private final double[] expected;
  private final long[] observed;

  /**
   * Counts samples.
   *
   * @param density its integral is positive and finite, but need not be 1
   * @param groups the number of groups, about equally probable
   * @param samples rows of values
   * @param rows the number of samples
   */
  public CellCounts(DensityCells density, int groups, double[] samples, int rows) {
    double total = density.total();
    expected = new double[groups];
    observed = new long[groups];
    double before = 0;
    for (QuadratureCell cell : density.leaves()) {
      double middle = (before + cell.mass() / 2) / total;
      int group = (int) Math.min(groups - 1, middle * groups);
      this.groups.put(cell, group);
      expected[group] += cell.mass() / total * rows;
      before += cell.mass();
    }
    for (int i = 0; i < rows; i++) {
      observed[this.groups.get(density.at(samples, i))]++;
    }
  }

  /**
   * Returns the probability of counts that deviate as far if the samples are of the density
   * (chi-square).
   */
  public double probability() {
    return new ChiSquareTest().chiSquareTest(expected, observed);
  }

  /** Describes the group that deviates most. */
  public String worst() {
    int worst =
        IntStream.range(0, expected.length)
            .boxed()
            .max(Comparator.comparingDouble(g -> deviation(expected[g], observed[g])))
            .orElseThrow();
    QuadratureCell heaviest =
        groups.keySet().stream()
            .filter(cell -> groups.get(cell) == worst)
            .max(Comparator.comparingDouble(QuadratureCell::mass))
            .orElseThrow();
    return "%d samples about z = %s, where %.0f are expected"
        .formatted(observed[worst], Arrays.toString(heaviest.middle()), expected[worst]);
  }

  private static double deviation(double expected, long observed) {
    return Math.abs(observed - expected) / Math.sqrt(expected);
  }
}
