package org.elbosurgery.framework.networks;

import org.elbosurgery.api.BoundEncoder;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.framework.networks.DenseNetwork.DenseLayer;

/**
 * A multilayer perceptron from x to the mean and the log-variance of q(z|x).
 *
 * @param hiddenLayers number of hidden layers; 0 makes mean and log-variance linear in x
 * @param hiddenUnits units in each of them
 * @param activation their nonlinearity
 */
@Plugin(
    name = "mlp",
    summary = "fully connected hidden layers of equal width",
    reference = "Kingma and Welling 2014, Auto-Encoding Variational Bayes, appendix C")
public record MlpEncoder(
    @Option("number of hidden layers") @Min(0) @Max(20) int hiddenLayers,
    @Option("units in each hidden layer") @Min(1) @Max(100000) int hiddenUnits,
    @Option("nonlinearity of the hidden layers") Activation activation)
    implements Encoder {

  /** Two hidden layers of 500 softplus units, as in Hoffman and Johnson 2016. */
  public MlpEncoder() {
    this(2, 500, Activation.SOFTPLUS);
  }

  @Override
  public BoundEncoder bind(GraphScope scope) {
    DenseNetwork hidden =
        DenseNetwork.bind(scope, scope.dataSize(), hiddenLayers, hiddenUnits, activation);
    int width = hiddenLayers == 0 ? scope.dataSize() : hiddenUnits;
    DenseLayer mean = DenseLayer.bind(scope, "mean", width, scope.latentSize());
    DenseLayer logVariance = DenseLayer.bind(scope, "log-variance", width, scope.latentSize());
    return x -> {
      var features = hidden.apply(x);
      return new Posterior(mean.apply(features), logVariance.apply(features));
    };
  }
}
