package org.elbosurgery.framework.networks;

import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundDecoder;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Support;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.DenseLayer;
import org.elbosurgery.api.graph.HiddenLayers;
import org.elbosurgery.api.graph.Initialization;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A multilayer perceptron from z to the parameters of p(x|z).
 *
 * @param hiddenLayers number of hidden layers; 0 makes the parameters linear in z
 * @param hiddenUnits units in each of them
 * @param activation their nonlinearity
 * @param likelihood the distribution of x given z
 * @param scale how many scales the likelihood has beside the network's output
 * @param initialScale the scale before training; 0 for the likelihood's own
 * @param initialization how the weights of all layers are initialised
 */
@Plugin(
    name = "mlp",
    summary = "fully connected hidden layers of equal width",
    reference = "Kingma and Welling 2014, Auto-Encoding Variational Bayes, appendix C")
public record MlpDecoder(
    @Option("number of hidden layers") @Min(0) @Max(20) int hiddenLayers,
    @Option("units in each hidden layer") @Min(1) @Max(100000) int hiddenUnits,
    @Option("nonlinearity of the hidden layers") Activation activation,
    @Option("distribution of each value of x given z") Likelihood likelihood,
    @Option(Scale.MEANING) Scale scale,
    @Option(Scale.INITIAL) @Min(0) double initialScale,
    @Option("initialisation of the weights") Initialization initialization)
    implements Decoder {

  /** Two hidden layers of 500 softplus units and a Bernoulli likelihood. */
  public MlpDecoder() {
    this(2, 500, Activation.SOFTPLUS, Likelihood.BERNOULLI);
  }

  /** Makes a decoder whose weights are initialised as by Glorot and Bengio 2010. */
  public MlpDecoder(
      int hiddenLayers, int hiddenUnits, Activation activation, Likelihood likelihood) {
    this(hiddenLayers, hiddenUnits, activation, likelihood, Scale.SHARED, 0, Initialization.GLOROT);
  }

  /**
   * Checks the scale.
   *
   * @throws IllegalArgumentException if the likelihood has none, or the initial one is out of
   *     bounds
   */
  public MlpDecoder {
    likelihood.requireScale(scale, initialScale);
  }

  @Override
  public Support support() {
    return likelihood.support();
  }

  @Override
  public BoundDecoder bind(GraphScope scope) {
    int inputs = scope.latentSize();
    UnaryOperator<SDVariable> hidden =
        HiddenLayers.dense(scope, hiddenLayers, inputs, hiddenUnits, activation, initialization);
    int width = hiddenLayers == 0 ? inputs : hiddenUnits;
    DenseLayer output = DenseLayer.bind(scope, "output", width, scope.dataSize(), initialization);
    return new NetworkDecoder(
        z -> output.apply(hidden.apply(z)), likelihood.bind(scope, scale, initialScale));
  }
}
