package org.elbosurgery.priors.vamp;

import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.NumberedRows;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.BoundDiagonalGaussianMixture;
import org.elbosurgery.api.graph.LeaveOneOut;
import org.elbosurgery.api.graph.LogProbability;
import org.elbosurgery.api.graph.MixtureWeights;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The prior of the Exemplar VAE of Norouzi, Fleet and Norouzi (2020), equation 3: p(z) = (1/K)
 * sum_k N(z; m(x_k), s^2 I), where m is the mean of the model's own encoder, s is learned, and the
 * exemplars x_k are training rows. For a code of an exemplar training leaves out the component of
 * that exemplar. The exemplars are drawn once and belong to the model.
 *
 * @param exemplars K; 0 for 500, or for all rows if there are fewer
 */
@Plugin(
    name = "exemplar",
    summary = "Gaussians around the model's own codes of training rows",
    reference =
        "Norouzi, Fleet and Norouzi 2020, Exemplar VAE: linking generative models, nearest neighbor"
            + " retrieval, and data augmentation")
public record ExemplarPrior(
    @Option("number of training rows that are exemplars; 0 takes 500, or all if there are fewer")
        @Min(0)
        @Max(100000)
        int exemplars)
    implements Prior {

  /** As many as a VampPrior has pseudo-inputs. */
  private static final int USUAL = 500;

  /**
   * 500 exemplars, or all rows if there are fewer. The paper has 25000 and finds the nearest of
   * them to save time; here each is encoded in every step.
   */
  public ExemplarPrior() {
    this(0);
  }

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if there is one exemplar, without which none is left
   */
  public ExemplarPrior {
    if (exemplars == 1) {
      throw new IllegalArgumentException(
          "exemplars is 1, and none is left for a code of that row: take 2 or more");
    }
  }

  @Override
  public BoundPrior bind(GraphScope scope) {
    int count = exemplars == 0 ? Math.min(USUAL, scope.trainingSize()) : exemplars;
    NumberedRows rows = drawn(scope, count);
    SDVariable mean = scope.encode(scope.constant("exemplars", rows.values())).mean();
    SDVariable shared = scope.parameter("log-variance", Nd4j.zeros(1, 1));
    SDVariable zeros = scope.constant("zeros", Nd4j.zeros(count, scope.latentSize()));
    return new Bound(
        new BoundDiagonalGaussianMixture(
            count, MixtureWeights.UNIFORM.bind(scope, count), mean, zeros.add(shared)),
        scope.constant("numbers", rows.numbers()));
  }

  private static NumberedRows drawn(GraphScope scope, int count) {
    if (count < 2) {
      throw new IllegalArgumentException("exemplars need two training rows or more");
    }
    try {
      return scope.trainingRows(count);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + "; take exemplars no more than rows", e);
    }
  }

  /**
   * The prior in a graph.
   *
   * @param all the mixture of all components
   * @param numbers which training rows the exemplars are, {@code [1, K]}
   */
  private record Bound(BoundDiagonalGaussianMixture all, SDVariable numbers) implements BoundPrior {

    @Override
    public SDVariable logProb(SDVariable z) {
      return all.logProb(z);
    }

    @Override
    public SDVariable trainingLogProb(SDVariable z, SDVariable rows) {
      return LogProbability.diagonalGaussianMixture(
          z, LeaveOneOut.logWeights(rows, numbers), all.mean(), all.logVariance());
    }

    @Override
    public Distribution freeze(GraphValues values, RandomStream random) {
      return all.freeze(values, random);
    }
  }
}
