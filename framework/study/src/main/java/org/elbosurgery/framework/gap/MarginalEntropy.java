package org.elbosurgery.framework.gap;

import java.util.concurrent.CancellationException;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;

/**
 * The entropy of one dimension of the aggregate posterior, -E log q(z_j), by the trapezoid rule.
 * q(z_j) is a mixture of N Gaussians; on a uniform grid each of them is computed from node to node
 * by two products,
 *
 * <pre>g(x + h) = g(x) r(x),   r(x + h) = r(x) exp(-h^2 / s^2),</pre>
 *
 * as far as it matters. For such smooth functions the rule's error decreases faster than any power
 * of h, so that the difference from the same rule on every second node bounds the error. The grid
 * is refined until this difference is below a millionth of a nat.
 */
final class MarginalEntropy {

  /** In nats. */
  private static final double TOLERANCE = 1e-6;

  /**
   * The number of standard deviations up to which a component is computed; 2e-14 of it lies beyond.
   */
  private static final double REACH = 7.6;

  private static final int MOST_NODES = 1 << 21;

  private final Posteriors posteriors;
  private final int dimension;
  private final double min;
  private final double range;
  private final double sharpest;

  private MarginalEntropy(Posteriors posteriors, int dimension) {
    this.posteriors = posteriors;
    this.dimension = dimension;
    double from = Double.POSITIVE_INFINITY;
    double to = Double.NEGATIVE_INFINITY;
    double narrowest = Double.POSITIVE_INFINITY;
    for (int n = 0; n < posteriors.size(); n++) {
      double s = posteriors.standardDeviation(n, dimension);
      from = Math.min(from, posteriors.mean(n, dimension) - REACH * s);
      to = Math.max(to, posteriors.mean(n, dimension) + REACH * s);
      narrowest = Math.min(narrowest, s);
    }
    min = from;
    range = to - from;
    sharpest = narrowest;
  }

  /**
   * Returns the entropy in nats, to 1e-6.
   *
   * @throws ElboException NUMERIC if the posteriors' standard deviations differ too much for a grid
   *     of two million nodes
   * @throws CancellationException if this thread is interrupted; its interrupt flag stays set
   */
  static double of(Posteriors posteriors, int dimension) {
    MarginalEntropy entropy = new MarginalEntropy(posteriors, dimension);
    // With nodes s apart a Gaussian is integrated to 3e-9; the test uses nodes at half that
    // distance.
    for (double step = entropy.sharpest / 2; ; step /= 2) {
      double nodes = Math.ceil(entropy.range / step / 2) * 2 + 1;
      if (nodes > MOST_NODES) {
        throw ElboException.numeric(
            "dimension %d has standard deviations down to %s over a range of %s: too far apart for"
                    .formatted(dimension + 1, entropy.sharpest, entropy.range)
                + " the quadrature of its marginal");
      }
      double[] density = entropy.density((int) nodes, step);
      double fine = integral(density, 1) * step;
      if (Math.abs(fine - integral(density, 2) * 2 * step) <= TOLERANCE) {
        return fine;
      }
    }
  }

  /** Returns q at the nodes least + i step. */
  private double[] density(int nodes, double step) {
    double[] density = new double[nodes];
    for (int n = 0; n < posteriors.size(); n++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("the quadrature was interrupted");
      }
      double s = posteriors.standardDeviation(n, dimension);
      double mean = posteriors.mean(n, dimension);
      int from = (int) Math.ceil((mean - REACH * s - min) / step);
      int to = (int) Math.min(nodes - 1.0, Math.floor((mean + REACH * s - min) / step));
      // From the node nearest to the mean outwards, so that small numbers are never scaled up.
      int middle = (int) Math.max(from, Math.min(to, Math.rint((mean - min) / step)));
      double u = (min + middle * step - mean) / s;
      double h = step / s;
      double peak = Math.exp(-0.5 * u * u) / (s * Math.sqrt(2 * Math.PI) * posteriors.size());
      double decay = Math.exp(-h * h);
      double value = peak;
      double ratio = Math.exp(-h * (u + 0.5 * h));
      for (int i = middle; i <= to; i++) {
        density[i] += value;
        value *= ratio;
        ratio *= decay;
      }
      ratio = Math.exp(h * (u - 0.5 * h));
      value = peak * ratio;
      for (int i = middle - 1; i >= from; i--) {
        density[i] += value;
        ratio *= decay;
        value *= ratio;
      }
    }
    return density;
  }

  /** Returns the sum of -q log q over every k-th node. */
  private static double integral(double[] density, int k) {
    double sum = 0;
    for (int i = 0; i < density.length; i += k) {
      sum -= density[i] > 0 ? density[i] * Math.log(density[i]) : 0;
    }
    return sum;
  }
}
