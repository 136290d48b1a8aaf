package org.elbosurgery.framework.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.RandomStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A density of one or two dimensions, divided into cells as small as necessary: a cell is cut until
 * the integral over the cell agrees with the sum of the integrals over its parts. Samples suggest
 * where to cut first, because a peak narrower than a cell may lie between its nodes. Samples of
 * another density do no harm, because every cell is integrated in any case.
 *
 * <p>For a Gaussian about 0 with standard deviation 0.01 on the line, for example, the cells have a
 * width of at most 1.2 in t at first. The samples lie in the cells about 0, which are cut until
 * none holds more than 20 of them. The cells in which the density is not negligible are then cut
 * until integrals over a cell and its parts agree; the cells farther out stay as they are.
 */
final class DensityCells {

  /** The largest initial width of a cell, in t. */
  private static final double WIDEST = 1.2;

  private static final int HINTS = 2000;

  /** A cell with more samples than this is cut. */
  private static final int CROWD = 20;

  /** A cell narrower than this is not cut, as it would be a single point. */
  private static final double NARROWEST = 1e-10;

  /**
   * The largest difference between the integral over a cell and over its parts, as a share of the
   * total.
   */
  private static final double[] RESOLVED = {1e-6, 1e-5};

  /**
   * The largest share of a cell in the total, so that cells can be grouped into about equal shares.
   */
  private static final double LARGEST = 0.005;

  /** The largest number of values of the density that are computed. */
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
   * @throws NotApplicable if the density varies too fast
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

  /** Returns samples, or none if they are invalid, which another rule reports. */
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

  /** Returns the cells to be cut further; none if the total is zero or infinite. */
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

  /** Returns the cells in an order in which neighbours follow each other. */
  List<QuadratureCell> leaves() {
    List<QuadratureCell> leaves = new ArrayList<>();
    whole.leaves(leaves::add);
    return leaves;
  }

  /**
   * Returns the integral of the density, which is 1 up to the error of the quadrature if the
   * density is normalised.
   */
  double total() {
    return leaves().stream().mapToDouble(QuadratureCell::mass).sum();
  }

  /**
   * Returns the cell that contains a row of values; rows beyond all cells belong to the cell at the
   * edge.
   */
  QuadratureCell at(double[] rows, int row) {
    return whole.at(rows, row);
  }
}
