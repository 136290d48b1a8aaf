package org.elbosurgery.priors.gaussian;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.ClosedFormFit;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.graph.BoundDiagonalGaussianMixture;
import org.elbosurgery.api.graph.MixtureWeights;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A Gaussian prior: N(0, I), or with a learned mean, covariance or both.
 *
 * @param mean zero, or a learned vector
 * @param covariance the identity, or a learned diagonal or full matrix
 */
@Plugin(
    name = "gaussian",
    summary = "the standard normal, or a Gaussian with learned mean and covariance",
    reference = "Kingma and Welling 2014, Auto-Encoding Variational Bayes")
public record GaussianPrior(
    @Option("the mean") Mean mean, @Option("the covariance") Covariance covariance)
    implements Prior, ClosedFormFit {

  /** The kinds of mean. */
  public enum Mean {
    /** The origin. */
    ZERO,
    /** A trained vector, initially the origin. */
    LEARNED
  }

  /** The kinds of covariance. */
  public enum Covariance {
    /** The identity. */
    IDENTITY,
    /** A trained diagonal matrix, initially the identity. */
    DIAGONAL,
    /** A trained matrix, initially the identity. */
    FULL
  }

  /** The standard normal. */
  public GaussianPrior() {
    this(Mean.ZERO, Covariance.IDENTITY);
  }

  @Override
  public BoundPrior bind(GraphScope scope) {
    INDArray zeros = Nd4j.zeros(1, scope.latentSize());
    SDVariable boundMean =
        switch (mean) {
          case ZERO -> scope.constant("mean", zeros);
          case LEARNED -> scope.parameter("mean", zeros);
        };
    return switch (covariance) {
      case IDENTITY -> diagonal(scope, boundMean, scope.constant("log-variance", zeros));
      case DIAGONAL -> diagonal(scope, boundMean, scope.parameter("log-variance", zeros));
      case FULL -> BoundFullCovarianceGaussian.bind(scope, boundMean);
    };
  }

  private static BoundPrior diagonal(GraphScope scope, SDVariable mean, SDVariable logVariance) {
    return new BoundDiagonalGaussianMixture(
        1, MixtureWeights.UNIFORM.bind(scope, 1), mean, logVariance);
  }

  /**
   * The fit has the moments of the codes; if the mean is fixed at zero, the second moments about
   * zero.
   */
  @Override
  public Map<String, double[]> maximumLikelihood(double[] mean, double[][] covariance) {
    Map<String, double[]> parameters = new HashMap<>();
    double[][] spread = covariance;
    switch (this.mean) {
      case ZERO -> spread = aboutOrigin(mean, covariance);
      case LEARNED -> parameters.put("mean", mean);
    }
    switch (this.covariance) {
      case IDENTITY -> {}
      case DIAGONAL -> parameters.put("log-variance", logVariance(spread));
      case FULL ->
          parameters.put("precision-factor", BoundFullCovarianceGaussian.parameter(spread));
    }
    return parameters;
  }

  private static double[][] aboutOrigin(double[] mean, double[][] covariance) {
    double[][] moments = new double[mean.length][mean.length];
    for (int i = 0; i < mean.length; i++) {
      for (int j = 0; j < mean.length; j++) {
        moments[i][j] = covariance[i][j] + mean[i] * mean[j];
      }
    }
    return moments;
  }

  private static double[] logVariance(double[][] covariance) {
    return IntStream.range(0, covariance.length)
        .mapToDouble(j -> Math.log(covariance[j][j]))
        .toArray();
  }
}
