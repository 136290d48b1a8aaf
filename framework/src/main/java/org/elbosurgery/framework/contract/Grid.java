package org.elbosurgery.framework.contract;

import org.apache.commons.math3.util.FastMath;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A lattice over the line or the plane for integrating densities: z_j = sinh(t_j) with t_j evenly
 * spaced, dense about the origin and reaching out to thousands, so that heavy tails are inside. The
 * sum of f(z) dz/dt times the step is the trapezoid rule in t, which for a smooth density converges
 * faster than any power of the step.
 *
 * @param dimensions 1 or 2
 * @param side nodes in each direction
 * @param step between values of t
 * @param offset of the middle node in t
 */
record Grid(int dimensions, int side, double step, double offset) {

  private static final double REACH = 9;

  /** Returns a lattice with a node in the middle. */
  static Grid of(int dimensions, double step) {
    return new Grid(dimensions, 2 * (int) Math.ceil(REACH / step) + 1, step, 0);
  }

  /** Returns the lattice moved by half a step: its cells' corners. */
  Grid shifted() {
    return new Grid(dimensions, side, step, offset + step / 2);
  }

  /** Returns the lattice with half the step. */
  Grid finer() {
    return of(dimensions, step / 2);
  }

  private int size() {
    return dimensions == 1 ? side : side * side;
  }

  private double t(int i) {
    return (i - side / 2) * step + offset;
  }

  /** Returns the nodes, {@code [side^dimensions, dimensions]}, the first coordinate slowest. */
  INDArray nodes() {
    double[] z = new double[size() * dimensions];
    for (int i = 0; i < size(); i++) {
      z[i * dimensions] = Math.sinh(t(dimensions == 1 ? i : i / side));
      if (dimensions == 2) {
        z[2 * i + 1] = Math.sinh(t(i % side));
      }
    }
    return Numbers.array(z, size(), dimensions);
  }

  /**
   * Returns the probability of each node's cell.
   *
   * @param logDensity at the nodes, in their order
   */
  double[] masses(double[] logDensity) {
    double[] masses = new double[size()];
    for (int i = 0; i < masses.length; i++) {
      double area = step * Math.cosh(t(dimensions == 1 ? i : i / side));
      if (dimensions == 2) {
        area *= step * Math.cosh(t(i % side));
      }
      masses[i] = Math.exp(logDensity[i]) * area;
    }
    return masses;
  }

  /** Returns the cell that a row of values lies in; what is beyond the lattice is in its edge. */
  int cell(double[] rows, int row) {
    int first = index(rows[row * dimensions]);
    return dimensions == 1 ? first : first * side + index(rows[2 * row + 1]);
  }

  private int index(double z) {
    double t = FastMath.asinh(z);
    long index = Math.round((t - offset) / step) + side / 2;
    return (int) Math.max(0, Math.min(side - 1, index));
  }
}
