package org.elbosurgery.priors.vamp;

import java.util.List;
import org.elbosurgery.api.AlternativeStarts;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Interval;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.graph.BoundDiagonalGaussianMixture;
import org.elbosurgery.api.graph.Clip;
import org.elbosurgery.api.graph.MixtureWeights;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The variational mixture of posteriors of Tomczak and Welling (2018), equation 8: p(z) = sum_k w_k
 * q(z|u_k). The pseudo-inputs u_k lie in data space, are clipped to the range of the support of the
 * model's likelihood, and pass through the model's own encoder in every step. With variances of its
 * own, the prior takes only the means of its components from the encoder: where the encoder stays
 * fixed, posteriors as sharp as those of data points cannot cover all codes.
 *
 * @param pseudoInputs K
 * @param weights the weights w
 * @param init how the pseudo-inputs are initialised
 * @param fixed whether they stay at the training rows instead of being trained
 * @param variances where the variances of the components come from
 */
@Plugin(
    name = "vamp",
    summary = "a mixture of the model's own posteriors of learned pseudo-inputs",
    reference = "Tomczak and Welling 2018, VAE with a VampPrior")
public record VampPrior(
    @Option("number of pseudo-inputs") @Min(1) @Max(100000) int pseudoInputs,
    @Option("weights of the components") MixtureWeights weights,
    @Option("initial pseudo-inputs: noise, or random training rows") Init init,
    @Option("keep the pseudo-inputs at the training rows they start from") boolean fixed,
    @Option("variances of the components: the encoder's, learned, or one learned for all")
        Variances variances)
    implements Prior, AlternativeStarts {

  /** How the pseudo-inputs are initialised. */
  public enum Init {
    /**
     * In a bounded range, noise near its lower end, low + (high - low) N(0.05, 0.01^2), as in the
     * paper's own code; in an unbounded range, standard normal noise, reflected at a bound if there
     * is one.
     */
    RANDOM {
      @Override
      INDArray values(GraphScope scope, int count) {
        Interval range = scope.dataRange();
        float[] values =
            scope
                .random()
                .named("pseudo-inputs")
                .gaussians(Math.multiplyExact(count, scope.dataSize()));
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) noise(range, values[i]);
        }
        return Nd4j.create(values, new long[] {count, scope.dataSize()}, 'c');
      }
    },

    /** Random training rows. */
    DATA {
      @Override
      INDArray values(GraphScope scope, int count) {
        try {
          return scope.trainingRows(count).values();
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              e.getMessage() + "; take pseudo-inputs no more than rows, or init=random", e);
        }
      }
    };

    abstract INDArray values(GraphScope scope, int count);
  }

  /** Where the variances of the components come from. */
  public enum Variances {
    /** The encoder: the components are posteriors. */
    ENCODER {
      @Override
      SDVariable log(GraphScope scope, int components, Posterior posteriors) {
        return posteriors.logVariance();
      }
    },

    /** Trained for each component and dimension, initially 1. */
    LEARNED {
      @Override
      SDVariable log(GraphScope scope, int components, Posterior posteriors) {
        return scope.parameter("log-variance", Nd4j.zeros(components, scope.latentSize()));
      }
    },

    /** Trained for each dimension and the same in all components, initially 1. */
    SHARED {
      @Override
      SDVariable log(GraphScope scope, int components, Posterior posteriors) {
        int d = scope.latentSize();
        SDVariable shared = scope.parameter("log-variance", Nd4j.zeros(1, d));
        return scope.constant("zeros", Nd4j.zeros(components, d)).add(shared);
      }
    };

    /**
     * Returns the natural logarithms of the variances, {@code [K, d]}.
     *
     * @param posteriors of the pseudo-inputs
     */
    abstract SDVariable log(GraphScope scope, int components, Posterior posteriors);
  }

  /** As in the paper: 500 trained pseudo-inputs with uniform weights, initialised by noise. */
  public VampPrior() {
    this(500, MixtureWeights.UNIFORM, Init.RANDOM, false, Variances.ENCODER);
  }

  /**
   * Checks the options against each other.
   *
   * @throws IllegalArgumentException if fixed pseudo-inputs would be noise
   */
  public VampPrior {
    if (fixed && init == Init.RANDOM) {
      throw new IllegalArgumentException(
          "fixed=true keeps the pseudo-inputs at their initial values, which are noise with"
              + " init=random; give init=data too, or fixed=false");
    }
  }

  @Override
  public BoundPrior bind(GraphScope scope) {
    Posterior components = scope.encode(boundPseudoInputs(scope));
    return new BoundDiagonalGaussianMixture(
        pseudoInputs,
        weights.bind(scope, pseudoInputs),
        components.mean(),
        variances.log(scope, pseudoInputs, components));
  }

  /** Starts at training rows where it is given noise, and the other way round. */
  @Override
  public List<Prior> alternativeStarts(int trainingRows) {
    Init other = init == Init.RANDOM ? Init.DATA : Init.RANDOM;
    boolean possible = !fixed && (other == Init.RANDOM || pseudoInputs <= trainingRows);
    return possible
        ? List.of(new VampPrior(pseudoInputs, weights, other, false, variances))
        : List.of();
  }

  private SDVariable boundPseudoInputs(GraphScope scope) {
    INDArray start = init.values(scope, pseudoInputs);
    return fixed
        ? scope.constant("pseudo-inputs", start)
        : Clip.to(scope.parameter("pseudo-inputs", start), scope.dataRange());
  }

  /** Maps a standard normal value into a range. */
  private static double noise(Interval range, double gaussian) {
    boolean above = Double.isFinite(range.low());
    boolean below = Double.isFinite(range.high());
    if (above && below) {
      return range.low() + (range.high() - range.low()) * (0.05 + 0.01 * gaussian);
    }
    if (above) {
      return range.low() + Math.abs(gaussian);
    }
    return below ? range.high() - Math.abs(gaussian) : gaussian;
  }
}
