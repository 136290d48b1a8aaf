package org.elbosurgery.framework.density;

import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;

/**
 * The map z = centre + L u, with L lower triangular. Rows z with the covariance L L^T have the unit
 * matrix as the covariance of u.
 */
final class AffineMap {

  /** Added to correlations, so that dimensions that are functions of others keep a volume. */
  private static final double RIDGE = 1e-6;

  private final double[] centre;
  private final double[][] factor;

  private AffineMap(double[] centre, double[][] factor) {
    this.centre = centre;
    this.factor = factor;
  }

  /**
   * Returns the map to a covariance.
   *
   * @param centre {@code [d]}
   * @param covariance {@code [d][d]}; variances of 0 count as 1
   */
  static AffineMap of(double[] centre, double[][] covariance) {
    int d = centre.length;
    double[] scale = new double[d];
    for (int j = 0; j < d; j++) {
      scale[j] = covariance[j][j] > 0 ? Math.sqrt(covariance[j][j]) : 1;
    }
    double[][] correlations = new double[d][d];
    for (int j = 0; j < d; j++) {
      for (int k = 0; k < d; k++) {
        correlations[j][k] = covariance[j][k] / scale[j] / scale[k];
      }
      correlations[j][j] = 1 + RIDGE;
    }
    double[][] factor =
        new CholeskyDecomposition(MatrixUtils.createRealMatrix(correlations)).getL().getData();
    for (int j = 0; j < d; j++) {
      for (int k = 0; k <= j; k++) {
        factor[j][k] *= scale[j];
      }
    }
    return new AffineMap(centre, factor);
  }

  /** Returns log |det L|, by which log-densities of u are greater than those of z. */
  double logVolume() {
    double sum = 0;
    for (int j = 0; j < factor.length; j++) {
      sum += Math.log(factor[j][j]);
    }
    return sum;
  }

  /** Returns u of each row. */
  double[] inverse(double[] z) {
    int d = centre.length;
    double[] u = new double[z.length];
    for (int first = 0; first < z.length; first += d) {
      for (int j = 0; j < d; j++) {
        double value = z[first + j] - centre[j];
        for (int k = 0; k < j; k++) {
          value -= factor[j][k] * u[first + k];
        }
        u[first + j] = value / factor[j][j];
      }
    }
    return u;
  }

  /** Returns z of each row. */
  double[] apply(double[] u) {
    int d = centre.length;
    double[] z = new double[u.length];
    for (int first = 0; first < z.length; first += d) {
      for (int j = 0; j < d; j++) {
        double value = centre[j];
        for (int k = 0; k <= j; k++) {
          value += factor[j][k] * u[first + k];
        }
        z[first + j] = value;
      }
    }
    return z;
  }
}
