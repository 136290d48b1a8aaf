package org.elbosurgery.framework.networks;

import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundEncoder;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.graph.HiddenLayers;
import org.elbosurgery.api.graph.Initialization;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Gated layers from x to the mean and the log-variance of q(z|x), h = (x A + a) sigmoid(x B + b).
 *
 * @param hiddenLayers number of hidden layers
 * @param hiddenUnits units in each of them
 * @param initialization how the weights of all layers are initialised
 * @param logVariance the range of the log-variances
 */
@Plugin(
    name = "gated",
    summary = "gated hidden layers of equal width, log-variance within bounds",
    reference = "Tomczak and Welling 2018, VAE with a VampPrior")
public record GatedEncoder(
    @Option("number of hidden layers") @Min(1) @Max(20) int hiddenLayers,
    @Option("units in each hidden layer") @Min(1) @Max(100000) int hiddenUnits,
    @Option("initialisation of the weights") Initialization initialization,
    @Option(GaussianHead.RANGE) LogVarianceRange logVariance)
    implements Encoder {

  /** As in the paper's code: two layers of 300, He's initialization, log-variances in [-6, 2]. */
  public GatedEncoder() {
    this(2, 300, Initialization.HE, LogVarianceRange.NARROW);
  }

  @Override
  public BoundEncoder bind(GraphScope scope) {
    UnaryOperator<SDVariable> hidden =
        HiddenLayers.gated(scope, hiddenLayers, scope.dataSize(), hiddenUnits, initialization);
    GaussianHead head = GaussianHead.bind(scope, hiddenUnits, initialization, logVariance);
    return x -> head.apply(hidden.apply(x));
  }
}
