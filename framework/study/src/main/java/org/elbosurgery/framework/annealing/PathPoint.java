package org.elbosurgery.framework.annealing;

/**
 * The codes of n chains, with both ends of an {@link AnnealingPath} there. All arrays are kept
 * without copying and not changed.
 */
final class PathPoint {

  private final double[] z;
  private final double[] start;
  private final double[] end;
  private final double[] startGradient;
  private final double[] endGradient;

  /** Keeps the values without copying. */
  PathPoint(
      double[] z, double[] start, double[] end, double[] startGradient, double[] endGradient) {
    this.z = z;
    this.start = start;
    this.end = end;
    this.startGradient = startGradient;
    this.endGradient = endGradient;
  }

  /** Returns the codes, {@code [n, d]} row by row. */
  double[] z() {
    return z;
  }

  /** Returns log f_0(z), {@code [n]}. */
  double[] start() {
    return start;
  }

  /** Returns log f_1(z), {@code [n]}. */
  double[] end() {
    return end;
  }

  /** Returns the gradient of log f_0, {@code [n, d]}. */
  double[] startGradient() {
    return startGradient;
  }

  /** Returns the gradient of log f_1, {@code [n, d]}. */
  double[] endGradient() {
    return endGradient;
  }

  /** Returns n, the number of chains. */
  int chains() {
    return start.length;
  }

  /** Returns d, the number of dimensions. */
  int dimensions() {
    return z.length / start.length;
  }

  /** Returns log f_b(z) of a chain. */
  double logDensity(int chain, double b) {
    return start[chain] + b * slope(chain);
  }

  /** Returns log f_1(z) - log f_0(z) of a chain, the derivative of log f_b(z) by b. */
  double slope(int chain) {
    return end[chain] - start[chain];
  }

  /** Returns an element of the gradient of log f_b. */
  double gradient(int element, double b) {
    return startGradient[element] + b * (endGradient[element] - startGradient[element]);
  }

  /**
   * Returns this point with some chains replaced by those of another.
   *
   * @param replaced {@code [n]}
   */
  PathPoint with(boolean[] replaced, PathPoint other) {
    return new PathPoint(
        mixed(z, other.z, replaced),
        mixed(start, other.start, replaced),
        mixed(end, other.end, replaced),
        mixed(startGradient, other.startGradient, replaced),
        mixed(endGradient, other.endGradient, replaced));
  }

  private static double[] mixed(double[] own, double[] others, boolean[] replaced) {
    int width = own.length / replaced.length;
    double[] mixed = own.clone();
    for (int i = 0; i < replaced.length; i++) {
      if (replaced[i]) {
        System.arraycopy(others, i * width, mixed, i * width, width);
      }
    }
    return mixed;
  }
}
