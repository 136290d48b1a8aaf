package org.elbosurgery.framework.contract;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks of a prior's samples. */
final class SamplingChecks {

  private static final int SAMPLES = 20_000;

  /** The probability that samples of the correct density fail. */
  private static final double FALSE_ALARM = 1e-6;

  /** The number of groups of about equal probability, on the line and in the plane. */
  private static final int[] GROUPS = {40, 49};

  private SamplingChecks() {}

  /** Checks that samples are {@code [n, d]} and finite. */
  static void haveTheirShape(Prior prior) {
    for (int d : new int[] {1, 2, 5}) {
      FrozenPrior frozen = FrozenPrior.of(Specimen.prior(prior), d);
      for (int n : new int[] {1, 2, 500}) {
        INDArray samples = frozen.sample(n, RandomStream.of(n));
        Numbers.requireShape("sample(" + n + ")", samples, "", n, d);
        Numbers.requireFinite("sample(" + n + ")", samples);
      }
    }
  }

  /**
   * Counts samples in groups of neighbouring cells of the line or the plane and compares them with
   * the groups' probabilities by quadrature of exp(logProb) (chi-square).
   */
  static void fitLogProb(Prior prior, int d) {
    FrozenPrior frozen = FrozenPrior.of(Specimen.prior(prior), d);
    DensityCells density = DensityCells.of(frozen);
    double total = density.total();
    if (!Double.isFinite(total) || total == 0) {
      throw new NotApplicable("exp(logProb) integrates to " + total);
    }
    Map<QuadratureCell, Integer> groups = groups(density, GROUPS[d - 1]);
    double[] expected = new double[GROUPS[d - 1]];
    long[] observed = new long[expected.length];
    groups.forEach((cell, group) -> expected[group] += cell.mass() / total * SAMPLES);
    double[] rows = Numbers.values(frozen.sample(SAMPLES, RandomStream.of(9)));
    for (int i = 0; i < SAMPLES; i++) {
      observed[groups.get(density.at(rows, i))]++;
    }
    double p = new ChiSquareTest().chiSquareTest(expected, observed);
    Breach.unless(
        p > FALSE_ALARM,
        "%d samples do not fit logProb on %s: chi-square over %d cells has p = %.1e; the largest"
            + " deviation: %s",
        SAMPLES,
        d == 1 ? "the line" : "the plane",
        expected.length,
        p,
        worst(groups, expected, observed));
  }

  /** Assigns consecutive cells to groups of about equal probability. */
  private static Map<QuadratureCell, Integer> groups(DensityCells density, int count) {
    Map<QuadratureCell, Integer> groups = new LinkedHashMap<>();
    double total = density.total();
    double before = 0;
    for (QuadratureCell cell : density.leaves()) {
      double middle = (before + cell.mass() / 2) / total;
      groups.put(cell, (int) Math.min(count - 1, middle * count));
      before += cell.mass();
    }
    return groups;
  }

  private static String worst(
      Map<QuadratureCell, Integer> groups, double[] expected, long[] observed) {
    int worst =
        IntStream.range(0, expected.length)
            .boxed()
            .max(Comparator.comparingDouble(g -> excess(expected[g], observed[g])))
            .orElseThrow();
    QuadratureCell heaviest =
        groups.keySet().stream()
            .filter(cell -> groups.get(cell) == worst)
            .max(Comparator.comparingDouble(QuadratureCell::mass))
            .orElseThrow();
    return "%d samples about z = %s, where %.0f are expected"
        .formatted(observed[worst], Arrays.toString(heaviest.middle()), expected[worst]);
  }

  private static double excess(double expected, long observed) {
    return Math.abs(observed - expected) / Math.sqrt(expected);
  }
}
