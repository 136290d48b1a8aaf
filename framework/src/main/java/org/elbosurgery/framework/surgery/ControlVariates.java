package org.elbosurgery.framework.surgery;

import org.elbosurgery.api.Codes;

/**
 * Control variates for the mean of a function y(z) under the posteriors of a data set: quantities
 * whose mean under q_n is known to be zero,
 *
 * <pre>
 * linear_j    = z_j - mean_nj,
 * quadratic_j = (z_j - centre_j)^2 - (mean_nj - centre_j)^2 - s_nj^2,
 * </pre>
 *
 * which together span z_j and z_j^2. Given n they are independent across dimensions, so over the
 * data set variates of different dimensions are uncorrelated too, and least squares is one pair of
 * equations a dimension. Coefficients fitted on one set of samples and used on another leave the
 * mean unbiased, however poor the fit.
 */
final class ControlVariates {

  private final Codes codes;
  private final double[] centre;
  private final double[] linear;
  private final double[] quadratic;

  private ControlVariates(Codes codes) {
    this.codes = codes;
    this.centre = new double[codes.dimensions()];
    this.linear = new double[codes.dimensions()];
    this.quadratic = new double[codes.dimensions()];
    for (int n = 0; n < codes.size(); n++) {
      for (int j = 0; j < centre.length; j++) {
        centre[j] += (codes.mean(n, j) - centre[j]) / (n + 1);
      }
    }
  }

  /**
   * Fits y by least squares.
   *
   * @param codes the posteriors
   * @param points the data point of each sample
   * @param z the samples, row by row
   * @param y the values at the samples
   */
  static ControlVariates fit(Codes codes, int[] points, double[] z, double[] y) {
    ControlVariates variates = new ControlVariates(codes);
    double meanY = 0;
    for (int i = 0; i < y.length; i++) {
      meanY += (y[i] - meanY) / (i + 1);
    }
    for (int j = 0; j < codes.dimensions(); j++) {
      variates.fit(j, points, z, y, meanY);
    }
    return variates;
  }

  private void fit(int j, int[] points, double[] z, double[] y, double meanY) {
    double ll = 0;
    double lq = 0;
    double qq = 0;
    double ly = 0;
    double qy = 0;
    for (int i = 0; i < y.length; i++) {
      double zj = z[i * centre.length + j];
      double l = linear(points[i], j, zj);
      double q = quadratic(points[i], j, zj);
      ll += l * l;
      lq += l * q;
      qq += q * q;
      ly += l * (y[i] - meanY);
      qy += q * (y[i] - meanY);
    }
    double determinant = ll * qq - lq * lq;
    if (determinant > 1e-9 * ll * qq) {
      linear[j] = (ly * qq - qy * lq) / determinant;
      quadratic[j] = (qy * ll - ly * lq) / determinant;
    }
  }

  /**
   * Returns the fitted part of y, whose mean under q_n is zero.
   *
   * @param n the data point
   * @param z samples, row by row
   * @param sample which of them
   */
  double value(int n, double[] z, int sample) {
    double sum = 0;
    for (int j = 0; j < centre.length; j++) {
      double zj = z[sample * centre.length + j];
      sum += linear[j] * linear(n, j, zj) + quadratic[j] * quadratic(n, j, zj);
    }
    return sum;
  }

  private double linear(int n, int j, double z) {
    return z - codes.mean(n, j);
  }

  private double quadratic(int n, int j, double z) {
    double mean = codes.mean(n, j) - centre[j];
    double u = z - centre[j];
    return (u - mean) * (u + mean) - Math.exp(codes.logVariance(n, j));
  }
}
