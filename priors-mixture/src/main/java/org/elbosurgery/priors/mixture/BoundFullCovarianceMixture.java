package org.elbosurgery.priors.mixture;

import java.util.Arrays;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.controlflow.compat.StopGradient;

/**
 * A mixture of Gaussians with full covariances in a graph, log sum_k w_k |V_k| N(V_k (z - m_k); 0,
 * I). All V_k z are one matrix product.
 *
 * @param components K
 * @param dimensions d
 * @param logWeights normalised, {@code [1, K]}
 * @param mean {@code [K, d]}
 * @param maps K of them
 */
record BoundFullCovarianceMixture(
    int components, int dimensions, SDVariable logWeights, SDVariable mean, ConditionalMaps maps)
    implements BoundPrior {

  @Override
  public SDVariable logProb(SDVariable z) {
    SameDiff graph = z.getSameDiff();
    // The density does not depend on the centre, so no gradient passes through it.
    SDVariable centre = new StopGradient(graph, Reduction.meanOfColumns(mean)).outputVariable();
    SDVariable mapped = maps.apply(z.sub(centre), dimensions).sub(mappedMeans(mean.sub(centre)));
    SDVariable distances = Reduction.sumOfRows(graph.math().square(mapped).reshape(-1, dimensions));
    SDVariable constants =
        logWeights
            .add(maps.logDeterminants().reshape(1, -1))
            .sub(0.5 * dimensions * Math.log(2 * Math.PI));
    return Reduction.logSumExpOfRows(distances.mul(-0.5).reshape(-1, components).add(constants));
  }

  /** Returns V_k m_k for all k, {@code [1, K d]}. */
  private SDVariable mappedMeans(SDVariable m) {
    return Reduction.sumOfRows(maps.maps().mul(eachRepeated(m))).reshape(1, -1);
  }

  /** Returns every mean d times, one below the other; a single row is broadcast by itself. */
  private SDVariable eachRepeated(SDVariable m) {
    if (components == 1 || dimensions == 1) {
      return m;
    }
    SDVariable[] beside = new SDVariable[dimensions];
    Arrays.fill(beside, m);
    return m.getSameDiff().concat(1, beside).reshape(-1, dimensions);
  }

  @Override
  public Distribution freeze(GraphValues values, RandomStream random) {
    return FrozenComponents.mixture(values, logWeights, mean, maps);
  }
}
