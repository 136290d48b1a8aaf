package org.elbosurgery.framework.networks;

import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.graph.LogProbability;
import org.nd4j.autodiff.samediff.SDVariable;

/** Independent Bernoullis whose logits are the network's outputs. */
record BernoulliLikelihood() implements BoundLikelihood {

  @Override
  public SDVariable logProb(SDVariable x, SDVariable logits) {
    return LogProbability.bernoulli(x, logits);
  }

  @Override
  public SDVariable mean(SDVariable logits) {
    return logits.getSameDiff().nn().sigmoid(logits);
  }

  @Override
  public ValueSampler sampler(GraphValues values) {
    return (logit, column, random) -> random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
  }
}
