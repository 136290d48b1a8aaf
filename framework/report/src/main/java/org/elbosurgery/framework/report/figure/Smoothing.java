package org.elbosurgery.framework.report.figure;

import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Posteriors;

/**
 * Smooths densities by a Gaussian about as wide as a step of the grid on which they are drawn. A
 * mixture stays one, each variance larger by that of the Gaussian; without it, contours of
 * components narrower than a step show the grid and not the density.
 */
final class Smoothing {

  private final double[] deviations;

  /** Takes the standard deviation of the Gaussian in each dimension. */
  Smoothing(double... deviations) {
    this.deviations = deviations.clone();
  }

  Posteriors of(Posteriors posteriors) {
    int d = deviations.length;
    double[] means = new double[posteriors.size() * d];
    double[] logVariances = new double[means.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = posteriors.mean(i / d, i % d);
      logVariances[i] = wider(posteriors.logVariance(i / d, i % d), i % d);
    }
    return new Posteriors(posteriors.size(), d, means, logVariances);
  }

  /** Smooths mixtures of diagonal Gaussians; others have no narrow components and stay. */
  Distribution of(Distribution prior) {
    if (!(prior instanceof DiagonalGaussianMixture mixture)) {
      return prior;
    }
    double[] logVariances = mixture.logVariances();
    for (int i = 0; i < logVariances.length; i++) {
      logVariances[i] = wider(logVariances[i], i % deviations.length);
    }
    return new DiagonalGaussianMixture(mixture.logWeights(), mixture.means(), logVariances);
  }

  private double wider(double logVariance, int dimension) {
    return Math.log(Math.exp(logVariance) + deviations[dimension] * deviations[dimension]);
  }
}
