package org.elbosurgery.framework.networks;

import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundDecoder;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A network with a likelihood.
 *
 * @param network maps z, {@code [n, d]}, to the parameters of the likelihood, {@code [n, D]}
 * @param likelihood the likelihood of x given these
 */
record NetworkDecoder(UnaryOperator<SDVariable> network, BoundLikelihood likelihood)
    implements BoundDecoder {

  @Override
  public SDVariable logProb(SDVariable x, SDVariable z) {
    return likelihood.logProb(x, network.apply(z));
  }

  @Override
  public SDVariable mean(SDVariable z) {
    return likelihood.mean(network.apply(z));
  }
}
