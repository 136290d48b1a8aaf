package org.elbosurgery.framework.graph;

import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;

/** The Kullback-Leibler divergence of posteriors from a prior. */
final class Divergence {

  private Divergence() {}

  /**
   * Returns KL(q(z|x) || p(z)) per row: the cross-entropy, in closed form where the prior has one
   * and at the sample z where not, minus the posterior's entropy 1/2 sum_j (1 + log 2 pi +
   * logVariance_j).
   */
  static SDVariable kl(Posterior q, SDVariable z, BoundPrior prior) {
    SDVariable crossEntropy = prior.crossEntropy(q).orElseGet(() -> prior.logProb(z).neg());
    SDVariable entropy =
        Reduction.sumOfRows(q.logVariance().add(1 + Math.log(2 * Math.PI))).mul(0.5);
    return crossEntropy.sub(entropy);
  }
}
