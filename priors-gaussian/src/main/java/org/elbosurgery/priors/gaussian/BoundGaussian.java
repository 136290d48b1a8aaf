package org.elbosurgery.priors.gaussian;

import java.util.Optional;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Density;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.graph.LogProbability;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.ops.SDMath;

/**
 * N(mean, diag exp(logVariance)) in a graph.
 *
 * @param mean {@code [1, d]}
 * @param logVariance {@code [1, d]}
 */
record BoundGaussian(SDVariable mean, SDVariable logVariance) implements BoundPrior {

  @Override
  public SDVariable logProb(SDVariable z) {
    return LogProbability.diagonalGaussian(z, mean, logVariance);
  }

  /** 1/2 sum_j (log 2 pi + l_j + (v_j + (mu_j - m_j)^2) exp(-l_j)) with q = N(mu, diag v). */
  @Override
  public Optional<SDVariable> crossEntropy(Posterior q) {
    SDMath math = mean.getSameDiff().math();
    SDVariable secondMoment = math.exp(q.logVariance()).add(math.square(q.mean().sub(mean)));
    SDVariable terms =
        secondMoment.mul(math.exp(logVariance.neg())).add(logVariance).add(Math.log(2 * Math.PI));
    return Optional.of(Reduction.sumOfRows(terms).mul(0.5));
  }

  @Override
  public Density freeze(GraphValues values) {
    return new DiagonalGaussianMixture(
        new double[1], values.of(mean).data().asDouble(), values.of(logVariance).data().asDouble());
  }
}
