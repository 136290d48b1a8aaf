package org.elbosurgery.framework.kernel;

/**
 * How far above a reference (the deficit of some component) a term of the aggregate posterior no
 * longer matters: without such terms, log q(z) and the responsibility entropy are each within
 * {@link #CERTIFICATE} of their values with all terms.
 *
 * <p>Terms whose deficits are at least log N + k above the smallest are together at most e = e^-k
 * of the largest term. Leaving them out lowers log q(z) by at most e, and changes the entropy H =
 * log A - M/A, with A = sum_m exp(R - y_m) >= 1 and M = sum_m (R - y_m) exp(R - y_m), by at most
 *
 * <pre>e (1 + k + log N):</pre>
 *
 * log A grows by at most e; -M/A, which lies between 0 and log N, shrinks by at most the fraction e
 * of itself; and x exp(-x) decreases beyond 1, so the terms left out add at most (log N + k) e to
 * it.
 *
 * <p>Both deficits are rounded. With e = 2^-24, B^2 = max_m sum_j intercept_jm^2 and t_j the terms
 * whose squares are summed, each t_j is off by at most 3 e (|t_j| + |intercept_j|), and so a
 * deficit y by at most
 *
 * <pre>e ((d + 8) y + 6 B sqrt(y))</pre>
 *
 * to first order. Two and a half times this is added to the margin: once for each of the two
 * deficits, and the rest for terms of second order.
 */
final class Margin {

  /** The largest change that leaving terms out can cause, in nats. */
  static final double CERTIFICATE = 1e-6;

  private static final double UNIT = 0x1p-24;

  private final double width;
  private final double linear;
  private final double root;

  /**
   * Computes the margin.
   *
   * @param size N, of all components, also of those in other parts
   * @param dimensions d
   * @param maxIntercepts B
   */
  Margin(int size, int dimensions, double maxIntercepts) {
    width = width(Math.log(size));
    linear = 2.5 * UNIT * (dimensions + 8);
    root = 2.5 * UNIT * 6 * maxIntercepts;
  }

  /** Returns log N + k with the smallest k for which e^-k (1 + k + log N) <= the certificate. */
  private static double width(double logSize) {
    double k = 0;
    // The iteration contracts: the derivative of the right-hand side is below 1/14 from the second
    // step.
    for (int step = 0; step < 20; step++) {
      k = Math.log((1 + k + logSize) / CERTIFICATE);
    }
    return logSize + k;
  }

  /** Returns the deficit above which no term matters, given the deficit of some component. */
  float threshold(float reference) {
    if (reference == Float.POSITIVE_INFINITY) {
      return reference;
    }
    double top = reference + width;
    if (!(top > 0)) {
      return 0; // a component of another part is above the peak of this one; no deficit is negative
    }
    return Math.nextUp((float) (top + linear * top + root * Math.sqrt(top)));
  }
}
