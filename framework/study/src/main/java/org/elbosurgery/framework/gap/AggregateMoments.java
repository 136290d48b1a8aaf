package org.elbosurgery.framework.gap;

import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;

/**
 * Mean and covariance of the aggregate posterior, exactly: by the law of total variance, C = (1/N)
 * sum_n diag s_n^2 + Cov_n(mean_n). Immutable.
 */
public final class AggregateMoments {

  private final double[] mean;
  private final double[] within;
  private final double[][] between;
  private final double logDeterminant;

  private AggregateMoments(double[] mean, double[] within, double[][] between) {
    this.mean = mean;
    this.within = within;
    this.between = between;
    this.logDeterminant = logDeterminant(correlations());
  }

  /**
   * Returns the moments of the aggregate posterior.
   *
   * @throws ElboException NUMERIC if a dimension is a linear function of others, as far as double
   *     precision tells
   */
  public static AggregateMoments of(Posteriors posteriors) {
    int d = posteriors.dimensions();
    double[] mean = new double[d];
    double[] within = new double[d];
    double[][] between = new double[d][d];
    double[] step = new double[d];
    for (int n = 0; n < posteriors.size(); n++) { // Welford 1962
      for (int j = 0; j < d; j++) {
        step[j] = posteriors.mean(n, j) - mean[j];
        mean[j] += step[j] / (n + 1);
        within[j] += (Math.exp(posteriors.logVariance(n, j)) - within[j]) / (n + 1);
      }
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          between[i][j] += step[i] * (posteriors.mean(n, j) - mean[j]);
        }
      }
    }
    for (double[] row : between) {
      for (int j = 0; j < d; j++) {
        row[j] /= posteriors.size();
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

  /** Returns a copy of the mean of q(z), {@code [d]}. */
  public double[] means() {
    return mean.clone();
  }

  /** Returns the covariance of q(z), {@code [d][d]}. */
  public double[][] covariances() {
    int d = dimensions();
    double[][] covariances = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        covariances[i][j] = covariance(i, j);
      }
    }
    return covariances;
  }

  /** Returns the covariance of z_i and z_j under q(z). */
  public double covariance(int i, int j) {
    return between[i][j] + (i == j ? within[j] : 0);
  }

  /**
   * Returns Var_n(mean_nj), the variance of the posterior means: the activity of dimension j
   * (Burda, Grosse and Salakhutdinov 2016, section 5.2).
   */
  public double activity(int j) {
    return between[j][j];
  }

  /** Returns ln det R of the correlations R of q(z): 0 if there are none, otherwise below 0. */
  public double logDeterminantOfCorrelations() {
    return logDeterminant;
  }

  private RealMatrix correlations() {
    int d = dimensions();
    RealMatrix correlations = new Array2DRowRealMatrix(d, d);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double r = covariance(i, j) / Math.sqrt(covariance(i, i) * covariance(j, j));
        correlations.setEntry(i, j, r);
        correlations.setEntry(j, i, r);
      }
    }
    return correlations;
  }

  /** Returns ln det R = 2 sum_j ln L_jj with R = L L^T; the determinant itself would underflow. */
  private static double logDeterminant(RealMatrix correlations) {
    try {
      RealMatrix root =
          new CholeskyDecomposition(
                  correlations,
                  CholeskyDecomposition.DEFAULT_RELATIVE_SYMMETRY_THRESHOLD,
                  Double.MIN_NORMAL)
              .getL();
      return IntStream.range(0, root.getRowDimension())
          .mapToDouble(j -> 2 * Math.log(root.getEntry(j, j)))
          .sum();
    } catch (NonPositiveDefiniteMatrixException e) {
      throw ElboException.numeric(
          "the codes have no volume: dimension "
              + (e.getRow() + 1)
              + " follows from others; train with fewer --latent dimensions");
    }
  }
}
