package org.elbosurgery.framework.density;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A density of one or two dimensions, divided into cells as small as necessary: a cell is cut until
 * the integral over the cell agrees with the sum of the integrals over its parts. Samples tell
 * where to cut besides, because a peak narrower than a cell may lie between its nodes: where many
 * of them are, and where the density at one of them is far above that at the nodes about it. What
 * is narrower than a cell and has no sample is missed. Samples of another density do no harm,
 * because every cell is integrated in any case.
 *
 * <p>For a Gaussian about 0 with standard deviation 0.01 on the line, for example, the cells have a
 * width of at most 1.2 in t at first. The samples lie in the cells about 0, which are cut until
 * none holds more than a hundredth of them. The cells in which the density is not negligible are
 * then cut until integrals over a cell and its parts agree; the cells farther out stay as they are.
 */
public final class DensityCells {

  /** The largest initial width of a cell, in t. */
  private static final double WIDEST = 1.2;

  /** A cell with a larger share of the samples than this is cut. */
  private static final double CROWD = 0.01;

  /**
   * A cell that would have more than so many times its mass if the density were everywhere what it
   * is at a sample is cut: the sample is on a peak between the nodes.
   */
  private static final double PEAK = 4;

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

  private final UnaryOperator<double[]> logDensity;
  private final int dimensions;
  private final double[] samples;
  private final QuadratureCell whole;
  private int nodes;

  private DensityCells(UnaryOperator<double[]> logDensity, int dimensions, double[] samples) {
    this.logDensity = logDensity;
    this.dimensions = dimensions;
    this.samples = samples;
    this.whole = QuadratureCell.whole(dimensions);
  }

  /**
   * Integrates a density.
   *
   * @param logDensity gives the log-density of each row of values, not NaN
   * @param dimensions 1 or 2
   * @param samples of it, row by row; none are needed, but a narrow peak may then be missed
   * @return its cells; empty if it varies faster than {@link #mostNodes} values resolve
   */
  public static Optional<DensityCells> of(
      UnaryOperator<double[]> logDensity, int dimensions, double[] samples) {
    DensityCells cells = new DensityCells(logDensity, dimensions, samples);
    cells.cutWhereCrowded(cells.whole, IntStream.range(0, cells.samples()).toArray());
    double[] heights = cells.samples() == 0 ? samples : logDensity.apply(samples);
    boolean affordable = cells.integrate(cells.leaves());
    Collection<QuadratureCell> open = cells.leaves();
    while (affordable && !open.isEmpty()) {
      affordable = cells.refine(open);
      open = cells.unresolved(heights);
    }
    return affordable ? Optional.of(cells) : Optional.empty();
  }

  /** Returns the largest number of values of a density that are computed. */
  public static int mostNodes(int dimensions) {
    return MOST_NODES[dimensions - 1];
  }

  private int samples() {
    return samples.length / dimensions;
  }

  private void cutWhereCrowded(QuadratureCell cell, int[] rows) {
    boolean crowded = rows.length > CROWD * samples() && cell.width() > NARROWEST;
    if (crowded || cell.width() > WIDEST) {
      List<QuadratureCell> parts = cell.cut();
      for (int i = 0; i < parts.size(); i++) {
        int part = i;
        int[] inside = Arrays.stream(rows).filter(r -> cell.half(samples, r) == part).toArray();
        cutWhereCrowded(parts.get(i), inside);
      }
    }
  }

  private boolean refine(Collection<QuadratureCell> cells) {
    List<QuadratureCell> parts = new ArrayList<>();
    cells.forEach(cell -> parts.addAll(cell.cut()));
    boolean affordable = integrate(parts);
    cells.forEach(QuadratureCell::compareWithParts);
    return affordable;
  }

  /** Integrates over cells, unless that takes too many values. */
  private boolean integrate(List<QuadratureCell> cells) {
    int each = QuadratureCell.nodes(dimensions);
    nodes += each * cells.size();
    if (nodes > mostNodes(dimensions)) {
      return false;
    }
    double[] z = new double[each * cells.size() * dimensions];
    for (int i = 0; i < cells.size(); i++) {
      cells.get(i).nodes(z, i * each);
    }
    double[] values = logDensity.apply(z);
    for (int i = 0; i < cells.size(); i++) {
      cells.get(i).integrate(values, i * each);
    }
    return true;
  }

  /**
   * Returns the cells to be cut further; none if the total is zero or infinite.
   *
   * @param heights the log-density at each sample
   */
  private Set<QuadratureCell> unresolved(double[] heights) {
    double total = total();
    if (!Double.isFinite(total)) {
      return Set.of();
    }
    double resolved = RESOLVED[dimensions - 1] * total;
    Set<QuadratureCell> cells = new LinkedHashSet<>();
    for (QuadratureCell cell : leaves()) {
      if (cell.error() > resolved || cell.mass() > LARGEST * total) {
        cells.add(cell);
      }
    }
    for (int i = 0; i < heights.length; i++) {
      QuadratureCell cell = at(samples, i);
      if (isMissed(Math.exp(heights[i]) * cell.size(), cell, resolved)) {
        cells.add(cell);
      }
    }
    return cells;
  }

  /**
   * Returns whether a cell may contain a peak that no node is on.
   *
   * @param atSample the integral over it if the density were everywhere what it is at a sample
   */
  private static boolean isMissed(double atSample, QuadratureCell cell, double resolved) {
    return atSample > Math.max(resolved, PEAK * cell.mass()) && cell.width() > NARROWEST;
  }

  /** Returns the cells in an order in which neighbours follow each other. */
  public List<QuadratureCell> leaves() {
    List<QuadratureCell> leaves = new ArrayList<>();
    whole.leaves(leaves::add);
    return leaves;
  }

  /**
   * Returns the integral of the density, which is 1 up to the error of the quadrature if the
   * density is normalised.
   */
  public double total() {
    return leaves().stream().mapToDouble(QuadratureCell::mass).sum();
  }

  /**
   * Returns the cell that contains a row of values; rows beyond all cells belong to the cell at the
   * edge.
   */
  public QuadratureCell at(double[] rows, int row) {
    return whole.at(rows, row);
  }
}
