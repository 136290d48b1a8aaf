package org.elbosurgery.framework.contract;

import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.density.CellCounts;
import org.elbosurgery.framework.density.DensityCells;
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
      haveTheirShape(FrozenPrior.of(Specimen.prior(prior), d));
    }
  }

  /** Checks the same of one density. */
  static void haveTheirShape(FrozenPrior frozen) {
    for (int n : new int[] {1, 2, 500}) {
      INDArray samples = frozen.sample(n, RandomStream.of(n));
      Numbers.requireShape("sample(" + n + ")", samples, "", n, frozen.dimensions());
      Numbers.requireFinite("sample(" + n + ")", samples);
    }
  }

  /**
   * Counts samples in groups of neighbouring cells of the line or the plane and compares them with
   * the groups' probabilities by quadrature of exp(logProb) (chi-square).
   */
  static void fitLogProb(Configuration<? extends Prior> prior, int d) {
    FrozenPrior frozen = FrozenPrior.of(prior, d);
    DensityCells density = frozen.cells();
    double total = density.total();
    if (!Double.isFinite(total) || total == 0) {
      throw new NotApplicable("exp(logProb) integrates to " + total);
    }
    int groups = GROUPS[d - 1];
    double[] samples = Numbers.values(frozen.sample(SAMPLES, RandomStream.of(9)));
    CellCounts counts = new CellCounts(density, groups, samples, SAMPLES);
    double p = counts.probability();
    Breach.unless(
        p > FALSE_ALARM,
        "%d samples do not fit logProb on %s: chi-square over %d cells has p = %.1e; the largest"
            + " deviation: %s",
        SAMPLES,
        d == 1 ? "the line" : "the plane",
        groups,
        p,
        counts.worst());
  }
}
