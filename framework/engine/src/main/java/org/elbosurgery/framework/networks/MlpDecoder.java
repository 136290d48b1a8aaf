package org.elbosurgery.framework.networks;

import org.elbosurgery.api.BoundDecoder;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Support;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.framework.networks.DenseNetwork.DenseLayer;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A multilayer perceptron from z to the parameters of p(x|z).
 *
 * @param hiddenLayers number of hidden layers; 0 makes the parameters linear in z
 * @param hiddenUnits units in each of them
 * @param activation their nonlinearity
 * @param likelihood the distribution of x given z
 */
@Plugin(
    name = "mlp",
    summary = "fully connected hidden layers of equal width",
    reference = "Kingma and Welling 2014, Auto-Encoding Variational Bayes, appendix C")
public record MlpDecoder(
    @Option("number of hidden layers") @Min(0) @Max(20) int hiddenLayers,
    @Option("units in each hidden layer") @Min(1) @Max(100000) int hiddenUnits,
    @Option("nonlinearity of the hidden layers") Activation activation,
    @Option("distribution of each value of x given z") Likelihood likelihood)
    implements Decoder {

  /** Two hidden layers of 500 softplus units and a Bernoulli likelihood. */
  public MlpDecoder() {
    this(2, 500, Activation.SOFTPLUS, Likelihood.BERNOULLI);
  }

  @Override
  public Support support() {
    return likelihood.support();
  }

  @Override
  public BoundDecoder bind(GraphScope scope) {
    DenseNetwork hidden =
        DenseNetwork.bind(scope, scope.latentSize(), hiddenLayers, hiddenUnits, activation);
    int width = hiddenLayers == 0 ? scope.latentSize() : hiddenUnits;
    DenseLayer output = DenseLayer.bind(scope, "output", width, scope.dataSize());
    BoundLikelihood bound = likelihood.bind(scope);
    return new BoundDecoder() {
      @Override
      public SDVariable logProb(SDVariable x, SDVariable z) {
        return bound.logProb(x, output.apply(hidden.apply(z)));
      }

      @Override
      public SDVariable mean(SDVariable z) {
        return bound.mean(output.apply(hidden.apply(z)));
      }
    };
  }
}
