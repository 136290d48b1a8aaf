package org.elbosurgery.framework.surgery;

import java.util.Arrays;
import org.elbosurgery.api.Posteriors;

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
 * data set variates of different dimensions are uncorrelated too: least squares needs only a few
 * sweeps over the dimensions, one pair of equations each (Gauss-Seidel). If the coefficients are
 * fitted on one set of samples and used on another, the mean is unbiased, however poor the fit.
 */
final class ControlVariates {

  private static final int SWEEPS = 10;

  private final Posteriors posteriors;
  private final double[] centre;
  private final double[] linear;
  private final double[] quadratic;

  private ControlVariates(Posteriors posteriors) {
    this.posteriors = posteriors;
    this.centre = new double[posteriors.dimensions()];
    this.linear = new double[posteriors.dimensions()];
    this.quadratic = new double[posteriors.dimensions()];
    for (int n = 0; n < posteriors.size(); n++) {
      for (int j = 0; j < centre.length; j++) {
        centre[j] += (posteriors.mean(n, j) - centre[j]) / (n + 1);
      }
    }
  }

  /** Returns variates whose coefficients are zero. */
  static ControlVariates none(Posteriors posteriors) {
    return new ControlVariates(posteriors);
  }

  /**
   * Fits y by least squares on differences between two samples of the same posterior, in which
   * everything that distinguishes the data points cancels.
   *
   * @param posteriors the posteriors
   * @param z the samples, row by row, the two of a pair in succession
   * @param y the values at the samples
   */
  static ControlVariates fit(Posteriors posteriors, double[] z, double[] y) {
    ControlVariates variates = new ControlVariates(posteriors);
    double[] residual = new double[y.length / 2];
    Arrays.setAll(residual, i -> y[2 * i] - y[2 * i + 1]);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int j = 0; j < posteriors.dimensions(); j++) {
        variates.fit(j, z, residual);
      }
    }
    return variates;
  }

  /** Fits the residual by the two variates of dimension j and subtracts the fit from it. */
  private void fit(int j, double[] z, double[] residual) {
    double[] l = new double[residual.length];
    double[] q = new double[residual.length];
    double ll = 0;
    double lq = 0;
    double qq = 0;
    double lr = 0;
    double qr = 0;
    for (int i = 0; i < residual.length; i++) {
      double u = z[2 * i * centre.length + j] - centre[j];
      double v = z[(2 * i + 1) * centre.length + j] - centre[j];
      l[i] = u - v;
      q[i] = (u - v) * (u + v);
      ll += l[i] * l[i];
      lq += l[i] * q[i];
      qq += q[i] * q[i];
      lr += l[i] * residual[i];
      qr += q[i] * residual[i];
    }
    double determinant = ll * qq - lq * lq;
    if (determinant <= 1e-9 * ll * qq) {
      return;
    }
    double a = (lr * qq - qr * lq) / determinant;
    double b = (qr * ll - lr * lq) / determinant;
    linear[j] += a;
    quadratic[j] += b;
    for (int i = 0; i < residual.length; i++) {
      residual[i] -= a * l[i] + b * q[i];
    }
  }

  /**
   * Returns the fitted part of y, whose mean under q_n is zero.
   *
   * @param n the data point
   * @param z samples, row by row
   * @param sample the index of the sample
   */
  double value(int n, double[] z, int sample) {
    double sum = 0;
    for (int j = 0; j < centre.length; j++) {
      double u = z[sample * centre.length + j] - centre[j];
      double mean = posteriors.mean(n, j) - centre[j];
      double variance = Math.exp(posteriors.logVariance(n, j));
      sum += linear[j] * (u - mean) + quadratic[j] * ((u - mean) * (u + mean) - variance);
    }
    return sum;
  }

  /**
   * Returns the mean under q_n of the fitted quadratic function of z, up to a constant: what the
   * fit says of the differences between data points.
   *
   * @param n the data point
   */
  double expectation(int n) {
    double sum = 0;
    for (int j = 0; j < centre.length; j++) {
      double mean = posteriors.mean(n, j) - centre[j];
      double variance = Math.exp(posteriors.logVariance(n, j));
      sum += linear[j] * mean + quadratic[j] * (mean * mean + variance);
    }
    return sum;
  }
}
