package org.elbosurgery.framework.density;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.util.FastMath;

/**
 * An interval of the line or a square of the plane, and the integral of a density over it. Its
 * sides have equal lengths in t, where z_j = sinh(t_j): they are short near the origin and so long
 * far from it that a few cells contain even heavy tails. Integrals are computed by Gauss-Legendre
 * quadrature in t.
 *
 * <p>The interval {@code 0 <= t <= 1}, for example, is {@code 0 <= z <= 1.18}, and {@code 8 <= t <=
 * 9} is {@code 1490 <= z <= 4052}. Its integral of p(z) is the sum of p(sinh(t)) cosh(t) over the
 * nodes t, times their weights, as dz = cosh(t) dt.
 */
public final class QuadratureCell {

  /** The largest t, at which z_j = 4051.5. */
  private static final double REACH = 9;

  private static final GaussIntegrator RULE = new GaussIntegratorFactory().legendre(3);

  private final double[] low;
  private final double width;
  private List<QuadratureCell> parts = List.of();
  private double mass;

  /**
   * The difference between the integral over the parent cell and the sum over the parent's parts.
   */
  private double error = Double.POSITIVE_INFINITY;

  private QuadratureCell(double[] low, double width) {
    this.low = low;
    this.width = width;
  }

  /** Returns one cell with the whole line or plane, up to the largest t. */
  static QuadratureCell whole(int dimensions) {
    double[] low = new double[dimensions];
    Arrays.fill(low, -REACH);
    return new QuadratureCell(low, 2 * REACH);
  }

  /** Returns the length of a side, in t. */
  double width() {
    return width;
  }

  /** Returns the length or the area of the cell, in z. */
  double size() {
    double size = 1;
    for (double from : low) {
      size *= Math.sinh(from + width) - Math.sinh(from);
    }
    return size;
  }

  /** Cuts the cell in half in every direction and returns the parts. */
  List<QuadratureCell> cut() {
    parts = new ArrayList<>();
    for (int corner = 0; corner < 1 << low.length; corner++) {
      double[] from = low.clone();
      for (int j = 0; j < low.length; j++) {
        from[j] += (corner >> j & 1) * width / 2;
      }
      parts.add(new QuadratureCell(from, width / 2));
    }
    return parts;
  }

  /** Visits the cells that are not cut, in an order in which neighbours follow each other. */
  void leaves(Consumer<QuadratureCell> visitor) {
    if (parts.isEmpty()) {
      visitor.accept(this);
    } else {
      parts.forEach(part -> part.leaves(visitor));
    }
  }

  /**
   * Returns the uncut cell that contains a row of values; rows beyond all cells belong to the cell
   * at the edge.
   */
  QuadratureCell at(double[] rows, int row) {
    QuadratureCell cell = this;
    while (!cell.parts.isEmpty()) {
      cell = cell.parts.get(cell.half(rows, row));
    }
    return cell;
  }

  /** Returns the index of the part that contains a row of values. */
  int half(double[] rows, int row) {
    int corner = 0;
    for (int j = 0; j < low.length; j++) {
      double t = FastMath.asinh(rows[row * low.length + j]);
      corner |= t >= low[j] + width / 2 ? 1 << j : 0;
    }
    return corner;
  }

  /** Returns the number of nodes of the quadrature over one cell. */
  static int nodes(int dimensions) {
    return dimensions == 1 ? RULE.getNumberOfPoints() : square(RULE.getNumberOfPoints());
  }

  private static int square(int count) {
    return count * count;
  }

  private double t(int node, int j) {
    int n = RULE.getNumberOfPoints();
    return low[j] + (1 + RULE.getPoint(j == 0 ? node % n : node / n)) * width / 2;
  }

  /** Writes the nodes, row by row. */
  void nodes(double[] z, int row) {
    for (int node = 0; node < nodes(low.length); node++) {
      for (int j = 0; j < low.length; j++) {
        z[(row + node) * low.length + j] = Math.sinh(t(node, j));
      }
    }
  }

  /** Integrates a density, given its values at the nodes. */
  void integrate(double[] logDensity, int row) {
    int n = RULE.getNumberOfPoints();
    mass = 0;
    for (int node = 0; node < nodes(low.length); node++) {
      double weight = 1;
      for (int j = 0; j < low.length; j++) {
        weight *= RULE.getWeight(j == 0 ? node % n : node / n) * width / 2;
        weight *= Math.cosh(t(node, j)); // dz/dt
      }
      mass += Math.exp(logDensity[row + node]) * weight;
    }
  }

  /** Sets the error of the parts, which must have been integrated, by comparison with the whole. */
  void compareWithParts() {
    double difference = Math.abs(mass - parts.stream().mapToDouble(part -> part.mass).sum());
    parts.forEach(part -> part.error = difference);
  }

  /** Returns the integral over the cell. */
  public double mass() {
    return mass;
  }

  /**
   * Returns the difference between the coarser and the finer integral here; infinite before there
   * are both.
   */
  double error() {
    return error;
  }

  /** Returns the centre, in z. */
  public double[] middle() {
    double[] z = new double[low.length];
    Arrays.setAll(z, j -> Math.sinh(low[j] + width / 2));
    return z;
  }
}
