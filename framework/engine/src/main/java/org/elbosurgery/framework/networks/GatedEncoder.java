package org.elbosurgery.framework.networks;

import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundEncoder;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Interval;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.graph.Clip;
import org.elbosurgery.api.graph.DenseLayer;
import org.elbosurgery.api.graph.HiddenLayers;
import org.elbosurgery.api.graph.Initialization;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Gated layers from x to the mean and the log-variance of q(z|x), h = (x A + a) sigmoid(x B + b).
 *
 * @param hiddenLayers number of hidden layers
 * @param hiddenUnits units in each of them
 * @param initialization how the weights of all layers are initialised
 * @param minLogVariance the smallest log-variance
 * @param maxLogVariance the largest log-variance
 */
@Plugin(
    name = "gated",
    summary = "gated hidden layers of equal width, log-variance within bounds",
    reference = "Tomczak and Welling 2018, VAE with a VampPrior")
public record GatedEncoder(
    @Option("number of hidden layers") @Min(1) @Max(20) int hiddenLayers,
    @Option("units in each hidden layer") @Min(1) @Max(100000) int hiddenUnits,
    @Option("initialisation of the weights") Initialization initialization,
    @Option("smallest log-variance of a posterior") @Min(-12) @Max(12) double minLogVariance,
    @Option("largest log-variance of a posterior") @Min(-12) @Max(12) double maxLogVariance)
    implements Encoder {

  /** As in the paper's code: two layers of 300, He's initialization, log-variances in [-6, 2]. */
  public GatedEncoder() {
    this(2, 300, Initialization.HE, -6, 2);
  }

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException unless the first is below the second
   */
  public GatedEncoder {
    if (!(minLogVariance < maxLogVariance)) {
      throw new IllegalArgumentException(
          "min-log-variance is "
              + minLogVariance
              + ", max-log-variance "
              + maxLogVariance
              + "; the first must be below the second");
    }
  }

  @Override
  public BoundEncoder bind(GraphScope scope) {
    UnaryOperator<SDVariable> hidden =
        HiddenLayers.gated(scope, hiddenLayers, scope.dataSize(), hiddenUnits, initialization);
    int d = scope.latentSize();
    DenseLayer mean = DenseLayer.bind(scope, "mean", hiddenUnits, d, initialization);
    DenseLayer logVariance = DenseLayer.bind(scope, "log-variance", hiddenUnits, d, initialization);
    Interval bounds = new Interval(minLogVariance, maxLogVariance);
    return x -> {
      SDVariable features = hidden.apply(x);
      return new Posterior(mean.apply(features), Clip.to(logVariance.apply(features), bounds));
    };
  }
}
