package org.elbosurgery.priors.mixture;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.AlternativeStarts;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.FullCovarianceGaussian;
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
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A mixture of Gaussians, joint over the dimensions, with trained means and covariances: sum_k w_k
 * N(z; m_k, C_k). Variances are {@code minScale}^2 + exp(a_kj) with free parameters a, a smooth
 * lower bound. Where covariances are full, these are the variances of a dimension given those
 * before it.
 *
 * @param components K
 * @param weights the weights w
 * @param init how the components are initialised
 * @param minScale the lower bound of the standard deviations. Without it, the log-density could
 *     grow without limit as a component shrinks onto single codes. At the default of 0.01, the
 *     contribution of a dimension to the log-density is still accurate to about 0.02 nats in single
 *     precision at a distance of 3 from the centre of the mixture ({@link
 *     org.elbosurgery.api.graph.LogProbability#diagonalGaussianMixture})
 * @param covariance the kind of the covariances C
 */
@Plugin(
    name = "mixture",
    summary = "a mixture of Gaussians with learned means and covariances",
    reference = "Tomczak and Welling 2018, VAE with a VampPrior, section 3 (MoG)")
public record MixturePrior(
    @Option("number of components") @Min(1) @Max(100000) int components,
    @Option("weights of the components") MixtureWeights weights,
    @Option("initial components: around the origin, at codes of random rows, or clusters of them")
        Init init,
    @Option("lower bound of the standard deviations") @Min(0.001) @Max(0.5) double minScale,
    @Option("covariances of the components: diagonal, full, or one full for all")
        Covariance covariance)
    implements Prior, GaussianMember, AlternativeStarts {

  /** The kinds of covariances. */
  public enum Covariance {
    /** A diagonal matrix for each component. */
    DIAGONAL,
    /** A matrix for each component, initially diagonal. */
    FULL,
    /** One matrix for all components, initially diagonal. */
    TIED
  }

  /** How the components are initialised. */
  public enum Init {
    /** Means drawn from N(0, 1/2), variances 1/2: on average the standard Gaussian. */
    NORMAL {
      @Override
      Start start(GraphScope scope, int components) {
        int d = scope.latentSize();
        float[] values = scope.random().named("mean").gaussians(components * d);
        INDArray gaussians = Nd4j.create(values, new long[] {components, d}, 'c');
        return Start.of(gaussians.mul(Math.sqrt(0.5)), 0.5);
      }
    },

    /**
     * Means at the posterior means of random training rows under the untrained encoder, variances
     * 1.
     */
    DATA {
      @Override
      Start start(GraphScope scope, int components) {
        return Start.rows(scope, components);
      }
    },

    /**
     * Clusters of the codes that the untrained encoder gives ten random training rows for each
     * component, by k-means++ (Arthur and Vassilvitskii 2007).
     */
    KMEANS {
      @Override
      Start start(GraphScope scope, int components) {
        return Start.clusters(scope, components);
      }
    };

    abstract Start start(GraphScope scope, int components);
  }

  /** 500 components around the origin with learned weights and diagonal covariances. */
  public MixturePrior() {
    this(500, MixtureWeights.LEARNED, Init.NORMAL, 0.01, Covariance.DIAGONAL);
  }

  @Override
  public BoundPrior bind(GraphScope scope) {
    int d = scope.latentSize();
    Start start = init.start(scope, components);
    SDVariable mean = scope.parameter("mean", start.means());
    SDVariable excess =
        scope.parameter("log-excess-variance", start.logExcess(covariances(), floor()));
    SDMath math = excess.getSameDiff().math();
    SDVariable logVariance = math.log(math.exp(excess).add(floor()));
    SDVariable logWeights = weights.bind(scope, components);
    if (covariance == Covariance.DIAGONAL) {
      return new BoundDiagonalGaussianMixture(components, logWeights, mean, logVariance);
    }
    ConditionalMaps maps = ConditionalMaps.bind(scope, covariances(), logVariance);
    if (covariances() == components) {
      return new BoundFullCovarianceMixture(components, d, logWeights, mean, maps);
    }
    SDVariable zeros = scope.constant("zeros", Nd4j.zeros(components, d));
    return new BoundTiedMixture(d, logWeights, mean, zeros, maps);
  }

  /** Starts at clusters of codes where it is given a start around the origin, or around it. */
  @Override
  public List<Prior> alternativeStarts(int trainingRows) {
    if (init != Init.NORMAL) {
      return List.of(with(Init.NORMAL));
    }
    return Start.rowsOfClusters(components) <= trainingRows
        ? List.of(with(Init.KMEANS))
        : List.of();
  }

  private MixturePrior with(Init other) {
    return new MixturePrior(components, weights, other, minScale, covariance);
  }

  private double floor() {
    return minScale * minScale;
  }

  /** Returns the number of different covariances. */
  private int covariances() {
    return covariance == Covariance.TIED ? 1 : components;
  }

  /** All components at the mean, with the variances or the covariance of the codes. */
  @Override
  public Map<String, double[]> bestGaussian(double[] mean, double[][] covariance) {
    int d = mean.length;
    double[] variances = new double[d];
    double[] coefficients = new double[d * d];
    if (this.covariance == Covariance.DIAGONAL) {
      Arrays.setAll(variances, j -> covariance[j][j]);
    } else {
      double[] factor = FullCovarianceGaussian.of(mean, covariance).precisionFactor();
      for (int j = 0; j < d; j++) {
        double scale = factor[j * d + j];
        variances[j] = 1 / (scale * scale);
        for (int i = 0; i < j; i++) {
          coefficients[j * d + i] = -factor[i * d + j] / scale;
        }
      }
    }
    double[] logExcess =
        Arrays.stream(variances)
            .map(variance -> Math.log(Math.max(variance - floor(), Float.MIN_NORMAL)))
            .toArray();
    Map<String, double[]> parameters = new HashMap<>();
    parameters.put("mean", repeated(mean, components));
    parameters.put("log-excess-variance", repeated(logExcess, covariances()));
    if (this.covariance != Covariance.DIAGONAL && d > 1) {
      parameters.put("coefficients", repeated(coefficients, covariances()));
    }
    if (weights == MixtureWeights.LEARNED && components > 1) {
      parameters.put("logits", new double[components]);
    }
    return parameters;
  }

  private static double[] repeated(double[] values, int times) {
    double[] all = new double[values.length * times];
    Arrays.setAll(all, i -> values[i % values.length]);
    return all;
  }
}
