package org.elbosurgery.framework.contract;

import java.util.Arrays;

/** A density of one or two dimensions on a lattice fine enough for it. */
final class GridDensity {

  private static final double[] COARSEST_STEP = {0.02, 0.08};
  private static final int[] GREATEST_SIDE = {15_000, 500};

  /** How far two lattices may differ; where a density has a kink this is its error. */
  private static final double[] RESOLVED = {1e-4, 2e-3};

  private final Grid grid;
  private final double[] masses;
  private final double total;

  private GridDensity(Grid grid, double[] masses, double total) {
    this.grid = grid;
    this.masses = masses;
    this.total = total;
  }

  /** Returns the lattice. */
  Grid grid() {
    return grid;
  }

  /** Returns the probability of a cell. */
  double mass(int cell) {
    return masses[cell];
  }

  /** Returns the number of cells. */
  int size() {
    return masses.length;
  }

  /** Returns the integral of the density: 1, to the error of the quadrature. */
  double total() {
    return total;
  }

  /**
   * Integrates a density.
   *
   * @throws NotApplicable if it varies too fast for the finest lattice
   */
  static GridDensity of(FrozenPrior prior) {
    int d = prior.dimensions();
    for (Grid grid = Grid.of(d, COARSEST_STEP[d - 1]);
        grid.side() <= GREATEST_SIDE[d - 1];
        grid = grid.finer()) {
      double[] masses = masses(grid, prior);
      double total = Arrays.stream(masses).sum();
      double shifted = Arrays.stream(masses(grid.shifted(), prior)).sum();
      if (Math.abs(total - shifted) <= RESOLVED[d - 1] * (total + shifted)) {
        return new GridDensity(grid, masses, (total + shifted) / 2);
      }
    }
    throw new NotApplicable(
        "the density varies faster than a lattice of "
            + GREATEST_SIDE[d - 1]
            + " nodes a side resolves; give a configuration with a wider one");
  }

  private static double[] masses(Grid grid, FrozenPrior prior) {
    double[] logDensity = prior.logProb(grid.nodes());
    for (double value : logDensity) {
      Breach.unless(!Double.isNaN(value), "logProb of the frozen density is NaN for some z");
    }
    return grid.masses(logDensity);
  }
}
