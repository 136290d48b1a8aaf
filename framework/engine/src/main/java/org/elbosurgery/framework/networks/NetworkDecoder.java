package org.elbosurgery.framework.networks;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundDecoder;
import org.elbosurgery.api.DataSampler;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.RandomStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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

  @Override
  public Optional<DataSampler> sampler(GraphValues values) {
    UnaryOperator<INDArray> outputs = values.function(network);
    ValueSampler likely = likelihood.sampler(values);
    return Optional.of((z, random) -> drawn(outputs.apply(z), likely, random));
  }

  private static INDArray drawn(INDArray outputs, ValueSampler likely, RandomStream random) {
    double[] values = outputs.dup('c').data().asDouble();
    int columns = (int) outputs.size(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = likely.sample(values[i], i % columns, random);
    }
    return Nd4j.createFromArray(values).reshape('c', outputs.shape());
  }
}
