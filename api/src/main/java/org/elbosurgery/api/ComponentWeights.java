package org.elbosurgery.api;

/** The weights of a mixture's components as natural logarithms, normalised. Immutable. */
final class ComponentWeights {

  /** Terms this far (in nats) below the largest cannot change a double-precision sum. */
  private static final double NEGLIGIBLE = -60;

  private final double[] logs;

  /**
   * Normalises weights.
   *
   * @param logWeights up to one additive constant; negative infinity is a weight of zero
   * @throws IllegalArgumentException if one is NaN or infinite, or every weight is zero
   */
  ComponentWeights(double[] logWeights) {
    double max = Double.NEGATIVE_INFINITY;
    for (double w : logWeights) {
      if (Double.isNaN(w) || w == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException("a log-weight is " + w);
      }
      max = Math.max(max, w);
    }
    if (max == Double.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException("every weight is zero");
    }
    double sum = 0;
    for (double w : logWeights) {
      sum += Math.exp(w - max);
    }
    logs = logWeights.clone();
    for (int k = 0; k < logs.length; k++) {
      logs[k] -= max + Math.log(sum);
    }
  }

  /** Returns the natural logarithm of the weight of component k. */
  double log(int k) {
    return logs[k];
  }

  /** Returns a copy of the natural logarithms of all weights. */
  double[] logs() {
    return logs.clone();
  }

  /** Returns the component at which the cumulative weights exceed a uniform number. */
  int component(double uniform) {
    double cumulative = 0;
    int last = 0;
    for (int k = 0; k < logs.length; k++) {
      double weight = Math.exp(logs[k]);
      if (weight > 0) {
        last = k;
        cumulative += weight;
        if (uniform < cumulative) {
          return k;
        }
      }
    }
    return last; // the weights sum to one only up to rounding
  }

  /** Returns log sum_k exp(terms_k). */
  static double logSumExp(double[] terms) {
    double max = Double.NEGATIVE_INFINITY;
    for (double term : terms) {
      max = Math.max(max, term);
    }
    double sum = 0;
    for (double term : terms) {
      if (term - max > NEGLIGIBLE) {
        sum += Math.exp(term - max);
      }
    }
    return max + Math.log(sum);
  }
}
