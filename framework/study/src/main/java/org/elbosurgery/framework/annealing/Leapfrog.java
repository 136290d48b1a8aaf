package org.elbosurgery.framework.annealing;

/**
 * The leapfrog integrator of Hamilton's equations with the potential energy -log f_b(z) and unit
 * masses (Neal 2011). It is reversible, preserves volume, and its error in the energy is of the
 * second order in the step size.
 *
 * @param path the path of densities
 * @param b the inverse temperature
 */
record Leapfrog(AnnealingPath path, double b) {

  /** A point in phase space for each chain. */
  static final class Phase {

    private final PathPoint at;
    private final double[] momenta;

    /** Keeps the values without copying. */
    Phase(PathPoint at, double[] momenta) {
      this.at = at;
      this.momenta = momenta;
    }

    /** Returns the positions, with their densities. */
    PathPoint at() {
      return at;
    }

    /** Returns the momenta, {@code [n, d]} row by row. */
    double[] momenta() {
      return momenta;
    }

    /** Returns log f_b(z) - |momenta|^2 / 2 of a chain, minus its energy. */
    double logDensity(int chain, double b) {
      int d = at.dimensions();
      double kinetic = 0;
      for (int k = chain * d; k < (chain + 1) * d; k++) {
        kinetic += momenta[k] * momenta[k];
      }
      return at.logDensity(chain, b) - kinetic / 2;
    }
  }

  /**
   * Integrates all chains together.
   *
   * @param stepSizes of each chain, {@code [n]}
   * @param steps the number of steps, at least 1
   */
  Phase integrate(Phase from, double[] stepSizes, int steps) {
    double[] momenta = from.momenta().clone();
    PathPoint at = from.at();
    int d = at.dimensions();
    kick(momenta, at, stepSizes, 0.5);
    for (int step = 1; step <= steps; step++) {
      double[] z = at.z().clone();
      for (int k = 0; k < z.length; k++) {
        z[k] += stepSizes[k / d] * momenta[k];
      }
      at = path.at(z);
      kick(momenta, at, stepSizes, step < steps ? 1 : 0.5);
    }
    return new Phase(at, momenta);
  }

  /** Adds a part of a step times the force, the gradient of log f_b, to the momenta. */
  private void kick(double[] momenta, PathPoint at, double[] stepSizes, double part) {
    int d = at.dimensions();
    for (int k = 0; k < momenta.length; k++) {
      momenta[k] += part * stepSizes[k / d] * at.gradient(k, b);
    }
  }
}
