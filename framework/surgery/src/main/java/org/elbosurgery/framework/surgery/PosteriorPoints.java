package org.elbosurgery.framework.surgery;

import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;

/** What estimators compute for single posteriors and from pairs of estimates. */
final class PosteriorPoints {

  private PosteriorPoints() {}

  /**
   * Requires a prior of the same number of dimensions.
   *
   * @throws IllegalArgumentException if they differ
   */
  static void requireDimensions(Posteriors posteriors, Distribution prior) {
    if (posteriors.dimensions() != prior.dimensions()) {
      throw new IllegalArgumentException(
          "codes have "
              + posteriors.dimensions()
              + " dimensions, the prior "
              + prior.dimensions()
              + ": use the prior that belongs to these codes");
    }
  }

  /**
   * Returns log q_n(z) of a sample, in nats.
   *
   * @param n the data point
   * @param z samples, row by row
   * @param sample the number of the sample
   */
  static double logProb(Posteriors posteriors, int n, double[] z, int sample) {
    int d = posteriors.dimensions();
    double quadratic = 0;
    for (int j = 0; j < d; j++) {
      double difference = z[sample * d + j] - posteriors.mean(n, j);
      quadratic += difference * difference * Math.exp(-posteriors.logVariance(n, j));
    }
    return 0.5 * (d - quadratic) - posteriors.entropy(n);
  }

  /** Returns the average entropy of the posteriors, in nats. */
  static double averageEntropy(Posteriors posteriors) {
    double sum = 0;
    for (int n = 0; n < posteriors.size(); n++) {
      sum += posteriors.entropy(n);
    }
    return sum / posteriors.size();
  }

  /** Returns the inverse-variance weight of the first of two estimates of one value. */
  static double weight(Estimate first, Estimate second) {
    double firstVariance = first.standardError() * first.standardError();
    double secondVariance = second.standardError() * second.standardError();
    double sum = firstVariance + secondVariance;
    return sum > 0 ? secondVariance / sum : 0;
  }

  /** Returns the sum of two independent estimates, the second times a factor. */
  static Estimate sum(Estimate first, double factor, Estimate second) {
    return new Estimate(
        first.mean() + factor * second.mean(),
        Math.hypot(first.standardError(), factor * second.standardError()),
        Math.max(first.samples(), second.samples()));
  }
}
