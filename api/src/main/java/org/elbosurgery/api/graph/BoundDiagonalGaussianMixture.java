package org.elbosurgery.api.graph;

import java.util.Optional;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.RandomStream;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The prior sum_k w_k N(z; mean_k, diag exp(logVariance_k)) in a graph, whatever its parameters
 * depend on. A single Gaussian is computed by direct differences and has a closed-form
 * cross-entropy; a mixture of several is computed by {@link LogProbability#diagonalGaussianMixture}
 * and has none.
 *
 * @param components K
 * @param logWeights normalised, {@code [1, K]}
 * @param mean {@code [K, d]}
 * @param logVariance natural logarithms of the variances, {@code [K, d]}
 * @since 0.1.0
 */
public record BoundDiagonalGaussianMixture(
    int components, SDVariable logWeights, SDVariable mean, SDVariable logVariance)
    implements BoundPrior {

  @Override
  public SDVariable logProb(SDVariable z) {
    return components == 1
        ? LogProbability.diagonalGaussian(z, mean, logVariance)
        : LogProbability.diagonalGaussianMixture(z, logWeights, mean, logVariance);
  }

  @Override
  public Optional<SDVariable> crossEntropy(Posterior q) {
    return components == 1
        ? Optional.of(CrossEntropy.diagonalGaussian(q, mean, logVariance))
        : Optional.empty();
  }

  @Override
  public Distribution freeze(GraphValues values, RandomStream random) {
    return new DiagonalGaussianMixture(
        doubles(values, logWeights), doubles(values, mean), doubles(values, logVariance));
  }

  private static double[] doubles(GraphValues values, SDVariable variable) {
    return values.of(variable).dup('c').data().asDouble();
  }
}
