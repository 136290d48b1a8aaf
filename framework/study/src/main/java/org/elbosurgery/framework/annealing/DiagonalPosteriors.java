package org.elbosurgery.framework.annealing;

import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.graph.CodeGradients.AtCodes;

/** The posteriors of the chains' data points, diagonal Gaussians. */
final class DiagonalPosteriors {

  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  private final double[] mean;
  private final double[] logVariance;
  private final int chains;

  /**
   * Keeps the values without copying.
   *
   * @param mean {@code [n, d]} row by row
   * @param logVariance {@code [n, d]} row by row
   * @param chains n
   */
  DiagonalPosteriors(double[] mean, double[] logVariance, int chains) {
    this.mean = mean;
    this.logVariance = logVariance;
    this.chains = chains;
  }

  /** Draws a code for each chain from its stream, {@code [n, d]}. */
  double[] sample(RandomStream[] random) {
    int d = mean.length / chains;
    double[] z = new double[mean.length];
    for (int k = 0; k < z.length; k++) {
      z[k] = mean[k] + Math.exp(logVariance[k] / 2) * random[k / d].nextGaussian();
    }
    return z;
  }

  /** Returns log q(z|x) and its gradient by z. */
  AtCodes at(double[] z) {
    int d = mean.length / chains;
    double[] logProb = new double[chains];
    double[] gradient = new double[z.length];
    for (int k = 0; k < z.length; k++) {
      double precision = Math.exp(-logVariance[k]);
      double distance = z[k] - mean[k];
      logProb[k / d] -= (LOG_2_PI + logVariance[k] + precision * distance * distance) / 2;
      gradient[k] = -precision * distance;
    }
    return new AtCodes(logProb, gradient);
  }
}
