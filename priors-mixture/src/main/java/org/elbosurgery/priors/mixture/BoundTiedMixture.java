package org.elbosurgery.priors.mixture;

import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.LogProbability;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A mixture of several Gaussians that share one full covariance, in a graph: after the map V that
 * makes the covariance the identity, a mixture of spherical Gaussians.
 *
 * @param dimensions d
 * @param logWeights normalised, {@code [1, K]}
 * @param mean {@code [K, d]}
 * @param zeros the logarithms of the variances after the map, {@code [K, d]}
 * @param maps one of them
 */
record BoundTiedMixture(
    int dimensions, SDVariable logWeights, SDVariable mean, SDVariable zeros, ConditionalMaps maps)
    implements BoundPrior {

  @Override
  public SDVariable logProb(SDVariable z) {
    return LogProbability.diagonalGaussianMixture(
            maps.apply(z, dimensions), logWeights, maps.apply(mean, dimensions), zeros)
        .add(maps.logDeterminants());
  }

  @Override
  public Distribution freeze(GraphValues values, RandomStream random) {
    return FrozenComponents.mixture(values, logWeights, mean, maps);
  }
}
