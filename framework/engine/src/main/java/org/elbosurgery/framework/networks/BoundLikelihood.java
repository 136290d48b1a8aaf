package org.elbosurgery.framework.networks;

import org.elbosurgery.api.GraphValues;
import org.nd4j.autodiff.samediff.SDVariable;

/** A likelihood in a graph, given a network's output {@code [n, D]}. */
interface BoundLikelihood {

  /** Returns log p(x | output) in nats, {@code [n]}. */
  SDVariable logProb(SDVariable x, SDVariable output);

  /** Returns E[x | output], {@code [n, D]}. */
  SDVariable mean(SDVariable output);

  /** Returns what draws x with the present values of the likelihood's own parameters. */
  ValueSampler sampler(GraphValues values);
}
