package org.elbosurgery.api;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A Gaussian with full covariance, N(mean, (W W^T)^-1), in double precision. W, the precision
 * factor, is upper triangular with a positive diagonal, so that (z - mean) W is standard normal for
 * row vectors z. In terms of the covariance C = L L^T (Cholesky), W is the transposed inverse of L.
 * Immutable.
 *
 * @since 0.1.0
 */
public final class FullCovarianceGaussian implements Distribution {

  private final int dimensions;
  private final double[] mean;
  private final double[] factor;
  private final double logNormaliser;

  /**
   * Copies the Gaussian.
   *
   * @param mean {@code [d]}
   * @param precisionFactor W, {@code [d, d]} row by row
   * @throws IllegalArgumentException if lengths do not fit, a value is not finite, or W is not
   *     upper triangular with a positive diagonal
   */
  public FullCovarianceGaussian(double[] mean, double[] precisionFactor) {
    dimensions = mean.length;
    if (dimensions == 0 || precisionFactor.length != (long) dimensions * dimensions) {
      throw new IllegalArgumentException(
          mean.length
              + " mean values do not fit a precision factor of "
              + precisionFactor.length
              + " values");
    }
    this.mean = mean.clone();
    factor = precisionFactor.clone();
    double sum = -0.5 * dimensions * Math.log(2 * Math.PI);
    for (int i = 0; i < dimensions; i++) {
      requireRow(i);
      sum += Math.log(factor(i, i));
    }
    logNormaliser = sum;
  }

  /**
   * Returns N(mean, C).
   *
   * @param mean {@code [d]}
   * @param covariance C, {@code [d][d]}
   * @throws IllegalArgumentException if C is not positive definite, as far as double precision
   *     tells, or a value is not finite
   */
  public static FullCovarianceGaussian of(double[] mean, double[][] covariance) {
    double[][] root = choleskyFactor(covariance);
    int d = root.length;
    double[] factor =
        new double[d * d]; // the columns of the inverse of L are the rows of its transpose
    for (int j = 0; j < d; j++) {
      for (int i = j; i < d; i++) {
        double remainder = i == j ? 1 : 0;
        for (int k = j; k < i; k++) {
          remainder -= root[i][k] * factor[j * d + k];
        }
        factor[j * d + i] = remainder / root[i][i];
      }
    }
    return new FullCovarianceGaussian(mean, factor);
  }

  /** Returns the lower triangular L with C = L L^T. */
  private static double[][] choleskyFactor(double[][] covariance) {
    int d = covariance.length;
    double[][] root = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double remainder = covariance[i][j];
        for (int k = 0; k < j; k++) {
          remainder -= root[i][k] * root[j][k];
        }
        root[i][j] = i == j ? Math.sqrt(remainder) : remainder / root[j][j];
      }
      if (!(root[i][i] > 0)) {
        throw new IllegalArgumentException(
            "the covariance is not positive definite: dimension " + i + " follows from others");
      }
    }
    return root;
  }

  private void requireRow(int i) {
    if (!Double.isFinite(mean[i])) {
      throw new IllegalArgumentException("mean is " + mean[i] + " in dimension " + i);
    }
    for (int j = 0; j < dimensions; j++) {
      double value = factor(i, j);
      boolean allowed = j < i ? value == 0 : j > i || value > 0;
      if (!allowed || !Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "the precision factor is "
                + value
                + " in row "
                + i
                + ", column "
                + j
                + "; it has to be finite, 0 below its diagonal and positive on it");
      }
    }
  }

  private double factor(int i, int j) {
    return factor[i * dimensions + j];
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  /** Returns a copy of the mean, {@code [d]}. */
  public double[] mean() {
    return mean.clone();
  }

  /** Returns a copy of the precision factor W, {@code [d, d]} row by row. */
  public double[] precisionFactor() {
    return factor.clone();
  }

  /** -1/2 |(z - mean) W|^2 + sum_j log W_jj - d/2 log 2 pi. */
  @Override
  public INDArray logProb(INDArray z) {
    double[] rows = CodeRows.of(z, dimensions);
    double[] result = new double[rows.length / dimensions];
    double[] scratch = new double[dimensions];
    for (int n = 0; n < result.length; n++) {
      result[n] = logProb(rows, n, scratch);
    }
    return Nd4j.createFromArray(result);
  }

  /** Returns the log-density of row n; {@code [d]} numbers are overwritten. */
  double logProb(double[] rows, int n, double[] scratch) {
    for (int j = 0; j < dimensions; j++) {
      scratch[j] = rows[n * dimensions + j] - mean[j];
    }
    return logNormaliser - squaredNorm(scratch) / 2;
  }

  /** Returns |x W|^2. */
  private double squaredNorm(double[] x) {
    double sum = 0;
    for (int j = 0; j < dimensions; j++) {
      double product = 0;
      for (int i = 0; i <= j; i++) {
        product += x[i] * factor(i, j);
      }
      sum += product * product;
    }
    return sum;
  }

  @Override
  public INDArray sample(int n, RandomStream random) {
    double[][] samples = new double[n][dimensions];
    for (double[] z : samples) {
      draw(z, random);
    }
    return Nd4j.createFromArray(samples);
  }

  /** Solves (z - mean) W = e for standard normal e, from the first dimension on. */
  void draw(double[] z, RandomStream random) {
    for (int j = 0; j < dimensions; j++) {
      double remainder = random.nextGaussian();
      for (int i = 0; i < j; i++) {
        remainder -= z[i] * factor(i, j);
      }
      z[j] = remainder / factor(j, j);
    }
    for (int j = 0; j < dimensions; j++) {
      z[j] += mean[j];
    }
  }

  /**
   * The closed form is 1/2 (|(mu - mean) W|^2 + sum_i s_i^2 sum_j W_ij^2) - sum_j log W_jj + d/2
   * log 2 pi.
   */
  @Override
  public Optional<INDArray> crossEntropy(Posteriors posteriors) {
    CodeRows.requireDimensions(posteriors.dimensions(), dimensions);
    double[] precision = precisions();
    double[] result = new double[posteriors.size()];
    double[] difference = new double[dimensions];
    for (int n = 0; n < result.length; n++) {
      double trace = 0;
      for (int j = 0; j < dimensions; j++) {
        difference[j] = posteriors.mean(n, j) - mean[j];
        trace += Math.exp(posteriors.logVariance(n, j)) * precision[j];
      }
      result[n] = (squaredNorm(difference) + trace) / 2 - logNormaliser;
    }
    return Optional.of(Nd4j.createFromArray(result));
  }

  /** Returns the diagonal of W W^T. */
  private double[] precisions() {
    double[] precision = new double[dimensions];
    for (int i = 0; i < dimensions; i++) {
      for (int j = i; j < dimensions; j++) {
        precision[i] += factor(i, j) * factor(i, j);
      }
    }
    return precision;
  }
}
