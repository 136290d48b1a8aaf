package org.elbosurgery.framework.report.figure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.FullCovarianceGaussian;
import org.elbosurgery.api.FullCovarianceMixture;
import org.elbosurgery.api.Posteriors;

/**
 * The densities of single dimensions of a mixture of Gaussians: sum_k w_k N(z_j; mean_kj,
 * variance_kj).
 */
final class Marginals {

  /** Beyond this many standard deviations the contribution of a component cannot be seen. */
  private static final double REACH = 7;

  private final double[] weights;
  private final double[] means;
  private final double[] deviations;

  /** Takes weights, {@code [K]}, and means and standard deviations, {@code [K, d]} row by row. */
  private Marginals(double[] weights, double[] means, double[] deviations) {
    this.weights = weights;
    this.means = means;
    this.deviations = deviations;
  }

  /** Returns the marginals of the aggregate posterior. */
  static Marginals of(Posteriors posteriors) {
    int d = posteriors.dimensions();
    double[] weights = new double[posteriors.size()];
    double[] means = new double[posteriors.size() * d];
    double[] deviations = new double[means.length];
    for (int i = 0; i < means.length; i++) {
      weights[i / d] = 1.0 / posteriors.size();
      means[i] = posteriors.mean(i / d, i % d);
      deviations[i] = posteriors.standardDeviation(i / d, i % d);
    }
    return new Marginals(weights, means, deviations);
  }

  /** Returns the marginals of a prior; empty where they have no closed form. */
  static Optional<Marginals> of(Distribution prior) {
    if (prior instanceof DiagonalGaussianMixture mixture) {
      return Optional.of(
          new Marginals(
              map(mixture.logWeights(), Math::exp),
              mixture.means(),
              map(mixture.logVariances(), v -> Math.exp(v / 2))));
    }
    if (prior instanceof FullCovarianceMixture mixture) {
      return Optional.of(of(map(mixture.logWeights(), Math::exp), mixture.components()));
    }
    return prior instanceof FullCovarianceGaussian gaussian
        ? Optional.of(of(new double[] {1}, List.of(gaussian)))
        : Optional.empty();
  }

  private static Marginals of(double[] weights, List<FullCovarianceGaussian> components) {
    return new Marginals(
        weights,
        components.stream().flatMapToDouble(each -> Arrays.stream(each.mean())).toArray(),
        components.stream().flatMapToDouble(Marginals::deviations).toArray());
  }

  /** The covariance is the inverse of W W^T. */
  private static DoubleStream deviations(FullCovarianceGaussian gaussian) {
    int d = gaussian.dimensions();
    double[] values = gaussian.precisionFactor();
    RealMatrix factor = MatrixUtils.createRealMatrix(d, d);
    for (int i = 0; i < d * d; i++) {
      factor.setEntry(i / d, i % d, values[i]);
    }
    RealMatrix covariance = MatrixUtils.inverse(factor.multiply(factor.transpose()));
    return IntStream.range(0, d).mapToDouble(j -> Math.sqrt(covariance.getEntry(j, j)));
  }

  private static double[] map(double[] values, DoubleUnaryOperator function) {
    return Arrays.stream(values).map(function).toArray();
  }

  /** Returns the mean of dimension j. */
  double mean(int j) {
    int d = means.length / weights.length;
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k] * means[k * d + j];
    }
    return sum;
  }

  /** Returns the standard deviation of dimension j, by the law of total variance. */
  double deviation(int j) {
    int d = means.length / weights.length;
    double mean = mean(j);
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      double away = means[k * d + j] - mean;
      sum += weights[k] * (away * away + deviations[k * d + j] * deviations[k * d + j]);
    }
    return Math.sqrt(sum);
  }

  /** Returns the density of dimension j at z. */
  double density(int j, double z) {
    int d = means.length / weights.length;
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      double s = deviations[k * d + j];
      double away = (z - means[k * d + j]) / s;
      if (Math.abs(away) < REACH) {
        sum += weights[k] * Math.exp(-away * away / 2) / s;
      }
    }
    return sum / Math.sqrt(2 * Math.PI);
  }
}
