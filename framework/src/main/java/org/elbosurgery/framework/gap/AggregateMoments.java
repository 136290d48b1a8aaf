package org.elbosurgery.framework.gap;

import org.elbosurgery.api.Codes;

/**
 * Mean and covariance of the aggregate posterior, exactly: by the law of total variance, C = (1/N)
 * sum_n diag s_n^2 + Cov_n(mean_n). Immutable.
 */
public final class AggregateMoments {

  private final double[] mean;
  private final double[] within;
  private final double[][] between;

  private AggregateMoments(double[] mean, double[] within, double[][] between) {
    this.mean = mean;
    this.within = within;
    this.between = between;
  }

  /** Returns the moments of the aggregate posterior of some codes. */
  public static AggregateMoments of(Codes codes) {
    int d = codes.dimensions();
    double[] mean = new double[d];
    double[] within = new double[d];
    double[][] between = new double[d][d];
    double[] step = new double[d];
    for (int n = 0; n < codes.size(); n++) { // Welford 1962
      for (int j = 0; j < d; j++) {
        step[j] = codes.mean(n, j) - mean[j];
        mean[j] += step[j] / (n + 1);
        within[j] += (Math.exp(codes.logVariance(n, j)) - within[j]) / (n + 1);
      }
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          between[i][j] += step[i] * (codes.mean(n, j) - mean[j]);
        }
      }
    }
    for (double[] row : between) {
      for (int j = 0; j < d; j++) {
        row[j] /= codes.size();
      }
    }
    return new AggregateMoments(mean, within, between);
  }

  /** Returns d, the number of dimensions. */
  public int dimensions() {
    return mean.length;
  }

  /** Returns the mean of q(z_j). */
  public double mean(int j) {
    return mean[j];
  }

  /** Returns the covariance of z_i and z_j under q(z). */
  public double covariance(int i, int j) {
    return between[i][j] + (i == j ? within[j] : 0);
  }

  /**
   * Returns Var_n(mean_nj), how far the posteriors' means differ: the activity of dimension j
   * (Burda, Grosse and Salakhutdinov 2016, section 5.2).
   */
  public double activity(int j) {
    return between[j][j];
  }
}
