package org.elbosurgery.framework.annealing;

/**
 * A path of unnormalised log-densities of codes between two: at the inverse temperature b,
 *
 * <pre>
 * log f_b(z) = (1 - b) log f_0(z) + b log f_1(z)
 * </pre>
 */
@FunctionalInterface
interface AnnealingPath {

  /**
   * Evaluates both ends of the path and their gradients.
   *
   * @param z codes of n chains, {@code [n, d]} row by row; not changed afterwards
   */
  PathPoint at(double[] z);
}
