package org.elbosurgery.framework.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.util.FastMath;

/**
 * A piece of the line or the plane, and what a density adds up to in it. Its sides are of equal
 * length in t with z_j = sinh(t_j): short about the origin, and so long far out that heavy tails
 * are inside few of them. An integral over it is that of Gauss and Legendre in t.
 */
final class QuadratureCell {

  /** z_j = 4051. */
  private static final double REACH = 9;

  private static final GaussIntegrator RULE = new GaussIntegratorFactory().legendre(3);

  private final double[] low;
  private final double width;
  private List<QuadratureCell> parts = List.of();
  private double mass;

  /** How far the integral over the cell that this is a part of is from the sum over its parts. */
  private double error = Double.POSITIVE_INFINITY;

  private QuadratureCell(double[] low, double width) {
    this.low = low;
    this.width = width;
  }

  /** Returns the whole line, or plane, as far as anybody looks. */
  static QuadratureCell whole(int dimensions) {
    double[] low = new double[dimensions];
    Arrays.fill(low, -REACH);
    return new QuadratureCell(low, 2 * REACH);
  }

  /** Returns the length of a side, in t. */
  double width() {
    return width;
  }

  /** Cuts the cell in halves in every direction and returns the parts. */
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

  /** Visits the cells that are not cut, neighbours one after the other. */
  void leaves(Consumer<QuadratureCell> visitor) {
    if (parts.isEmpty()) {
      visitor.accept(this);
    } else {
      parts.forEach(part -> part.leaves(visitor));
    }
  }

  /** Returns the uncut cell that a row of values lies in; what is beyond is in that at the edge. */
  QuadratureCell at(double[] rows, int row) {
    QuadratureCell cell = this;
    while (!cell.parts.isEmpty()) {
      cell = cell.parts.get(cell.half(rows, row));
    }
    return cell;
  }

  /** Returns which of the parts a row of values lies in. */
  int half(double[] rows, int row) {
    int corner = 0;
    for (int j = 0; j < low.length; j++) {
      double t = FastMath.asinh(rows[row * low.length + j]);
      corner |= t >= low[j] + width / 2 ? 1 << j : 0;
    }
    return corner;
  }

  /** Returns how many nodes an integral over one cell has. */
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

  /** Integrates a density that is known at the nodes. */
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

  /** Tells the parts, which have been integrated, how far they are from the whole. */
  void compareWithParts() {
    double difference = Math.abs(mass - parts.stream().mapToDouble(part -> part.mass).sum());
    parts.forEach(part -> part.error = difference);
  }

  /** Returns the integral over the cell. */
  double mass() {
    return mass;
  }

  /**
   * Returns how far a coarser integral about here is from a finer one; infinite before there is
   * one.
   */
  double error() {
    return error;
  }

  /** Returns the middle. */
  double[] middle() {
    double[] z = new double[low.length];
    Arrays.setAll(z, j -> Math.sinh(low[j] + width / 2));
    return z;
  }
}
