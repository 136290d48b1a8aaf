package org.elbosurgery.framework.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.RandomStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A density of one or two dimensions in cells as small as it needs: they are cut until the integral
 * over a cell agrees with that over its parts. Samples say where to cut first, for a peak narrower
 * than a cell may lie between its nodes; where they are of another density they mislead nobody, as
 * every cell is integrated all the same.
 */
final class DensityCells {

  /** Cells of this width in t, at most, to begin with. */
  private static final double WIDEST = 1.2;

  private static final int HINTS = 2000;

  /** A cell with more of the hints is cut. */
  private static final int CROWD = 20;

  /** What is narrower is a single point. */
  private static final double NARROWEST = 1e-10;

  /** How far an integral and that over the parts may be apart, as a share of the total. */
  private static final double[] RESOLVED = {1e-6, 1e-5};

  /** The largest share of a cell, so that groups of about equal shares can be made. */
  private static final double LARGEST = 0.005;

  /** Values of the density that are computed at most. */
  private static final int[] MOST_NODES = {30_000, 400_000};

  private final FrozenPrior prior;
  private final QuadratureCell whole;
  private int nodes;

  private DensityCells(FrozenPrior prior) {
    this.prior = prior;
    this.whole = QuadratureCell.whole(prior.dimensions());
  }

  /**
   * Integrates a density.
   *
   * @throws NotApplicable if it varies too fast
   */
  static DensityCells of(FrozenPrior prior) {
    DensityCells cells = new DensityCells(prior);
    double[] hints = hints(prior);
    int[] rows = IntStream.range(0, hints.length / prior.dimensions()).toArray();
    cutWhereCrowded(cells.whole, hints, rows);
    cells.integrate(cells.leaves());
    for (List<QuadratureCell> open = cells.leaves(); !open.isEmpty(); open = cells.unresolved()) {
      cells.refine(open);
    }
    return cells;
  }

  /** Returns samples, or none where they are not as they should be: another rule tells of that. */
  private static double[] hints(FrozenPrior prior) {
    try {
      INDArray samples = prior.sample(HINTS, RandomStream.of(8));
      boolean right = Arrays.equals(samples.shape(), new long[] {HINTS, prior.dimensions()});
      return right ? Numbers.values(samples) : new double[0];
    } catch (ElboException e) {
      return new double[0];
    }
  }

  private static void cutWhereCrowded(QuadratureCell cell, double[] hints, int[] rows) {
    boolean crowded = rows.length > CROWD && cell.width() > NARROWEST;
    if (crowded || cell.width() > WIDEST) {
      List<QuadratureCell> parts = cell.cut();
      for (int i = 0; i < parts.size(); i++) {
        int part = i;
        int[] inside = Arrays.stream(rows).filter(r -> cell.half(hints, r) == part).toArray();
        cutWhereCrowded(parts.get(i), hints, inside);
      }
    }
  }

  private void refine(List<QuadratureCell> cells) {
    List<QuadratureCell> parts = new ArrayList<>();
    cells.forEach(cell -> parts.addAll(cell.cut()));
    integrate(parts);
    cells.forEach(QuadratureCell::compareWithParts);
  }

  private void integrate(List<QuadratureCell> cells) {
    int d = prior.dimensions();
    int each = QuadratureCell.nodes(d);
    nodes += each * cells.size();
    if (nodes > MOST_NODES[d - 1]) {
      throw new NotApplicable(
          "the density varies faster than "
              + MOST_NODES[d - 1]
              + " values of it resolve; give a configuration with a wider one");
    }
    double[] z = new double[each * cells.size() * d];
    for (int i = 0; i < cells.size(); i++) {
      cells.get(i).nodes(z, i * each);
    }
    double[] logDensity = prior.logProb(Numbers.array(z, (long) each * cells.size(), d));
    for (double value : logDensity) {
      Breach.unless(!Double.isNaN(value), "logProb of the frozen density is NaN for some z");
    }
    for (int i = 0; i < cells.size(); i++) {
      cells.get(i).integrate(logDensity, i * each);
    }
  }

  /** Returns the cells to cut on; none where the density adds up to nothing or to infinity. */
  private List<QuadratureCell> unresolved() {
    double total = total();
    if (!Double.isFinite(total)) {
      return List.of();
    }
    double resolved = RESOLVED[prior.dimensions() - 1] * total;
    return leaves().stream()
        .filter(cell -> cell.error() > resolved || cell.mass() > LARGEST * total)
        .toList();
  }

  /** Returns the cells, neighbours one after the other. */
  List<QuadratureCell> leaves() {
    List<QuadratureCell> leaves = new ArrayList<>();
    whole.leaves(leaves::add);
    return leaves;
  }

  /** Returns the integral of the density: 1, to the error of the quadrature. */
  double total() {
    return leaves().stream().mapToDouble(QuadratureCell::mass).sum();
  }

  /** Returns the cell that a row of values lies in; what is beyond all is in that at the edge. */
  QuadratureCell at(double[] rows, int row) {
    return whole.at(rows, row);
  }
}
