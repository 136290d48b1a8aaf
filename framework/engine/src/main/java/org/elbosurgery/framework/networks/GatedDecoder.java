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
import org.elbosurgery.api.graph.DenseLayer;
import org.elbosurgery.api.graph.HiddenLayers;
import org.elbosurgery.api.graph.Initialization;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Gated layers from z to the parameters of p(x|z), h = (z A + a) sigmoid(z B + b).
 *
 * @param hiddenLayers number of hidden layers
 * @param hiddenUnits units in each of them
 * @param likelihood the distribution of x given z
 * @param scale how many scales the likelihood has beside the network's output
 * @param initialScale the scale before training; 0 for the likelihood's own
 * @param initialization how the weights of all layers are initialised
 */
@Plugin(
    name = "gated",
    summary = "gated hidden layers of equal width",
    reference = "Tomczak and Welling 2018, VAE with a VampPrior")
public record GatedDecoder(
    @Option("number of hidden layers") @Min(1) @Max(20) int hiddenLayers,
    @Option("units in each hidden layer") @Min(1) @Max(100000) int hiddenUnits,
    @Option("distribution of each value of x given z") Likelihood likelihood,
    @Option(Scale.MEANING) Scale scale,
    @Option(Scale.INITIAL) @Min(0) double initialScale,
    @Option("initialisation of the weights") Initialization initialization)
    implements Decoder {

  /** As in the paper's code: two layers of 300, He's initialization, Bernoulli. */
  public GatedDecoder() {
    this(2, 300, Likelihood.BERNOULLI, Scale.SHARED, 0, Initialization.HE);
  }

  /**
   * Checks the scale.
   *
   * @throws IllegalArgumentException if the likelihood has none, or the initial one is out of
   *     bounds
   */
  public GatedDecoder {
    likelihood.requireScale(scale, initialScale);
  }

  @Override
  public Support support() {
    return likelihood.support();
  }

  @Override
  public BoundDecoder bind(GraphScope scope) {
    UnaryOperator<SDVariable> hidden =
        HiddenLayers.gated(scope, hiddenLayers, scope.latentSize(), hiddenUnits, initialization);
    DenseLayer output =
        DenseLayer.bind(scope, "output", hiddenUnits, scope.dataSize(), initialization);
    return new NetworkDecoder(
        z -> output.apply(hidden.apply(z)), likelihood.bind(scope, scale, initialScale));
  }
}
