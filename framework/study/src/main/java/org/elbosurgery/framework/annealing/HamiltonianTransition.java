package org.elbosurgery.framework.annealing;

import org.elbosurgery.api.RandomStream;

/**
 * A transition of Hamiltonian Monte Carlo, which leaves a density invariant (Duane et al. 1987;
 * Neal 2011): {@value #STEPS} leapfrog steps from a random momentum, accepted or refused by
 * Metropolis' rule.
 *
 * @param leapfrog integrates in the density
 */
record HamiltonianTransition(Leapfrog leapfrog) {

  /** The number of leapfrog steps (Wu et al. 2017). */
  static final int STEPS = 10;

  /** The steps of each transition are up to this fraction shorter or longer, lest orbits close. */
  private static final double JITTER = 0.2;

  /** Where chains are after a transition. */
  static final class Moved {

    private final PathPoint at;
    private final double[] acceptance;

    /** Keeps the values without copying. */
    Moved(PathPoint at, double[] acceptance) {
      this.at = at;
      this.acceptance = acceptance;
    }

    /** Returns the chains. */
    PathPoint at() {
      return at;
    }

    /** Returns the probability with which each was to move, {@code [n]}. */
    double[] acceptance() {
      return acceptance;
    }
  }

  /**
   * Moves all chains.
   *
   * @param at where they are
   * @param stepSizes of each chain, {@code [n]}
   * @param random a stream for each chain
   */
  Moved move(PathPoint at, double[] stepSizes, RandomStream[] random) {
    int n = at.chains();
    int d = at.dimensions();
    double[] momenta = new double[n * d];
    double[] steps = new double[n];
    double[] uniform = new double[n];
    for (int i = 0; i < n; i++) {
      for (int k = i * d; k < (i + 1) * d; k++) {
        momenta[k] = random[i].nextGaussian();
      }
      steps[i] = stepSizes[i] * (1 + JITTER * (2 * random[i].nextDouble() - 1));
      uniform[i] = random[i].nextDouble();
    }
    Leapfrog.Phase before = new Leapfrog.Phase(at, momenta);
    Leapfrog.Phase after = leapfrog.integrate(before, steps, STEPS);
    double[] acceptance = new double[n];
    boolean[] accepted = new boolean[n];
    for (int i = 0; i < n; i++) {
      acceptance[i] = acceptance(before, after, i);
      accepted[i] = uniform[i] < acceptance[i];
    }
    return new Moved(at.with(accepted, after.at()), acceptance);
  }

  /** Returns min(1, exp(-increase of the energy)); 0 if the integration diverged. */
  private double acceptance(Leapfrog.Phase before, Leapfrog.Phase after, int chain) {
    double b = leapfrog.b();
    double ratio = Math.exp(after.logDensity(chain, b) - before.logDensity(chain, b));
    return ratio >= 0 ? Math.min(1, ratio) : 0; // false for NaN
  }
}
