package org.example.moments;

import org.elbosurgery.api.FullCovarianceGaussian;
import org.elbosurgery.api.Posteriors;

/** The moments of an aggregate posterior, (1/N) sum_n N(mean_n, diag v_n). */
final class Moments {

  private Moments() {}

  /** Returns the Gaussian with the mean and the covariance of the aggregate posterior. */
  static FullCovarianceGaussian gaussian(Posteriors q) {
    double[] mean = mean(q);
    return FullCovarianceGaussian.of(mean, covariance(q, mean));
  }

  private static double[] mean(Posteriors q) {
    double[] mean = new double[q.dimensions()];
    for (int n = 0; n < q.size(); n++) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += q.mean(n, j) / q.size();
      }
    }
    return mean;
  }

  /** The covariance of the means, and on its diagonal the mean of the variances, too. */
  private static double[][] covariance(Posteriors q, double[] mean) {
    double[][] covariance = new double[mean.length][mean.length];
    for (int n = 0; n < q.size(); n++) {
      for (int i = 0; i < mean.length; i++) {
        double deviation = q.mean(n, i) - mean[i];
        for (int j = 0; j < mean.length; j++) {
          covariance[i][j] += deviation * (q.mean(n, j) - mean[j]) / q.size();
        }
        covariance[i][i] += Math.exp(q.logVariance(n, i)) / q.size();
      }
    }
    return covariance;
  }
}
