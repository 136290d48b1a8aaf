package org.elbosurgery.priors.mixture;

import java.util.HashMap;
import java.util.Map;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.GaussianMember;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.graph.BoundDiagonalGaussianMixture;
import org.elbosurgery.api.graph.MixtureWeights;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.ops.SDMath;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A mixture of diagonal Gaussians, joint over the dimensions, with trained means and variances:
 * sum_k w_k N(z; m_k, diag v_k). The variances are {@code minScale}^2 + exp(a_kj) with free
 * parameters a, a smooth lower bound.
 *
 * @param components K
 * @param weights the weights w
 * @param init how the components are initialised
 * @param minScale the lower bound of the standard deviations. Without it, the log-density could
 *     grow without limit as a component shrinks onto single codes. At the default of 0.01, the
 *     contribution of a dimension to the log-density is still accurate to about 0.02 nats in single
 *     precision at a distance of 3 from the centre of the mixture ({@link
 *     org.elbosurgery.api.graph.LogProbability#diagonalGaussianMixture})
 */
@Plugin(
    name = "mixture",
    summary = "a mixture of diagonal Gaussians with learned means and variances",
    reference = "Tomczak and Welling 2018, VAE with a VampPrior, section 3 (MoG)")
public record MixturePrior(
    @Option("number of components") @Min(1) @Max(100000) int components,
    @Option("weights of the components") MixtureWeights weights,
    @Option("initial components: around the origin, or at codes of random training rows") Init init,
    @Option("lower bound of the standard deviations") @Min(0.001) @Max(0.5) double minScale)
    implements Prior, GaussianMember {

  /** How the components are initialised. */
  public enum Init {
    /** Means drawn from N(0, 1/2), variances 1/2: on average the standard Gaussian. */
    NORMAL {
      @Override
      INDArray means(GraphScope scope, int components) {
        int d = scope.latentSize();
        float[] values = scope.random().named("mean").gaussians(components * d);
        return Nd4j.create(values, new long[] {components, d}, 'c').mul(Math.sqrt(variance()));
      }

      @Override
      double variance() {
        return 0.5;
      }
    },

    /**
     * Means at the posterior means of random training rows under the untrained encoder, variances
     * 1.
     */
    DATA {
      @Override
      INDArray means(GraphScope scope, int components) {
        return scope.encode(rows(scope, components)).means();
      }

      private static INDArray rows(GraphScope scope, int components) {
        try {
          return scope.trainingRows(components).values();
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              e.getMessage() + "; take components no more than rows, or init=normal", e);
        }
      }

      @Override
      double variance() {
        return 1;
      }
    };

    abstract INDArray means(GraphScope scope, int components);

    abstract double variance();
  }

  /** 500 components around the origin with learned weights. */
  public MixturePrior() {
    this(500, MixtureWeights.LEARNED, Init.NORMAL, 0.01);
  }

  @Override
  public BoundPrior bind(GraphScope scope) {
    SDVariable mean = scope.parameter("mean", init.means(scope, components));
    double floor = minScale * minScale;
    double start = Math.log(init.variance() - floor);
    SDVariable excess =
        scope.parameter(
            "log-excess-variance",
            Nd4j.valueArrayOf(new long[] {components, scope.latentSize()}, start, DataType.DOUBLE));
    SDMath math = excess.getSameDiff().math();
    return new BoundDiagonalGaussianMixture(
        components, weights.bind(scope, components), mean, math.log(math.exp(excess).add(floor)));
  }

  /** All components at the mean, with the variances of the codes. */
  @Override
  public Map<String, double[]> bestGaussian(double[] mean, double[][] covariance) {
    int d = mean.length;
    double[] means = new double[components * d];
    double[] logExcess = new double[components * d];
    for (int i = 0; i < means.length; i++) {
      double excess = covariance[i % d][i % d] - minScale * minScale;
      means[i] = mean[i % d];
      logExcess[i] = Math.log(Math.max(excess, Float.MIN_NORMAL));
    }
    Map<String, double[]> parameters = new HashMap<>();
    parameters.put("mean", means);
    parameters.put("log-excess-variance", logExcess);
    if (weights == MixtureWeights.LEARNED && components > 1) {
      parameters.put("logits", new double[components]);
    }
    return parameters;
  }
}
