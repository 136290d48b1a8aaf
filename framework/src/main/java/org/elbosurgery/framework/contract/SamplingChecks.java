package org.elbosurgery.framework.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What holds of a prior's samples. */
final class SamplingChecks {

  private static final int SAMPLES = 20_000;

  /** How often samples of the right density fail. */
  private static final double FALSE_ALARM = 1e-6;

  /** Cells of about equal probability along the line, and along each direction of the plane. */
  private static final int[] CELLS = {40, 7};

  private SamplingChecks() {}

  /** Samples are {@code [n, d]} and finite. */
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
   * Counts samples in cells of the line or the plane and compares them with the cells'
   * probabilities by quadrature of exp(logProb) (chi-square).
   */
  static void fitLogProb(Prior prior, int d) {
    FrozenPrior frozen = FrozenPrior.of(Specimen.prior(prior), d);
    GridDensity density = GridDensity.of(frozen);
    int[] cells = cells(density, CELLS[d - 1]);
    double[] expected = new double[Arrays.stream(cells).max().orElseThrow() + 1];
    long[] observed = new long[expected.length];
    for (int i = 0; i < cells.length; i++) {
      expected[cells[i]] += density.mass(i);
    }
    double[] rows = Numbers.values(frozen.sample(SAMPLES, RandomStream.of(9)));
    for (int i = 0; i < SAMPLES; i++) {
      observed[cells[density.grid().cell(rows, i)]]++;
    }
    double p = new ChiSquareTest().chiSquareTest(expected, observed);
    Breach.unless(
        p > FALSE_ALARM,
        "%d samples do not fit logProb on %s: chi-square over %d cells has p = %.1e; most out of"
            + " line: %s",
        SAMPLES,
        d == 1 ? "the line" : "the plane",
        expected.length,
        p,
        worst(density, cells, expected, observed));
  }

  /** Returns the number of each node's cell, cells being of about equal probability. */
  private static int[] cells(GridDensity density, int count) {
    double[] masses = IntStream.range(0, density.size()).mapToDouble(density::mass).toArray();
    if (density.grid().dimensions() == 1) {
      return relabelled(strips(masses, count));
    }
    int side = density.grid().side();
    double[] marginal = new double[side];
    for (int i = 0; i < masses.length; i++) {
      marginal[i / side] += masses[i];
    }
    int[] strips = strips(marginal, count);
    int[] cells = new int[masses.length];
    for (int strip = 0; strip < count; strip++) {
      double[] within = new double[side];
      for (int i = 0; i < masses.length; i++) {
        within[i % side] += strips[i / side] == strip ? masses[i] : 0;
      }
      int[] second = strips(within, count);
      for (int i = 0; i < masses.length; i++) {
        if (strips[i / side] == strip) {
          cells[i] = strip * count + second[i % side];
        }
      }
    }
    return relabelled(cells);
  }

  /** Cuts a sequence into strips of about equal mass. */
  private static int[] strips(double[] masses, int count) {
    double total = Arrays.stream(masses).sum();
    int[] strips = new int[masses.length];
    double before = 0;
    for (int i = 0; i < masses.length; i++) {
      double middle = (before + masses[i] / 2) / total;
      strips[i] = total > 0 ? (int) Math.min(count - 1, middle * count) : 0;
      before += masses[i];
    }
    return strips;
  }

  /** Numbers the cells that there are from 0. */
  private static int[] relabelled(int[] cells) {
    List<Integer> numbers = new ArrayList<>(Arrays.stream(cells).distinct().boxed().toList());
    return Arrays.stream(cells).map(numbers::indexOf).toArray();
  }

  private static String worst(
      GridDensity density, int[] cells, double[] expected, long[] observed) {
    double total = Arrays.stream(expected).sum();
    int worst = 0;
    double greatest = -1;
    for (int c = 0; c < expected.length; c++) {
      double mean = expected[c] / total * SAMPLES;
      double excess = Math.abs(observed[c] - mean) / Math.sqrt(mean);
      if (excess > greatest) {
        greatest = excess;
        worst = c;
      }
    }
    INDArray nodes = density.grid().nodes();
    int heaviest = -1;
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] == worst && (heaviest < 0 || density.mass(i) > density.mass(heaviest))) {
        heaviest = i;
      }
    }
    return "%d samples about z = %s, where %.0f are due"
        .formatted(
            observed[worst],
            Arrays.toString(Numbers.values(Numbers.row(nodes, heaviest))),
            expected[worst] / total * SAMPLES);
  }
}
