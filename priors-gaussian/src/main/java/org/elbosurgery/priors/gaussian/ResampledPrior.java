package org.elbosurgery.priors.gaussian;

import java.util.function.UnaryOperator;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.DenseLayer;
import org.elbosurgery.api.graph.HiddenLayers;
import org.elbosurgery.api.graph.Initialization;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The resampled prior of Bauer and Mnih (2019): a proposal z from the standard normal pi is
 * accepted with the learned probability a(z), a network's; after T - 1 proposals that were refused
 * the next is taken as it is. With the normaliser Z = E_pi[a(z)] and r = (1 - Z)^(T - 1), the
 * probability that all of those are refused, its density is (equation 10)
 *
 * <pre>
 * p(z) = ((1 - r) a(z) / Z + r) pi(z)
 * </pre>
 *
 * @param hiddenUnits units in each of the two hidden layers of the network
 * @param attempts T
 * @param proposals the number of proposals by which a training step estimates Z
 * @param samples the number of proposals by which Z is estimated when the prior is frozen
 */
@Plugin(
    name = "resampled",
    summary = "the standard normal, whose samples are accepted with a learned probability",
    reference = "Bauer and Mnih 2019, Resampled priors for variational autoencoders")
public record ResampledPrior(
    @Option("units in each of the two hidden layers of the acceptance network") @Min(1) @Max(10000)
        int hiddenUnits,
    @Option("proposals after which one is taken as it is") @Min(2) @Max(100000) int attempts,
    @Option("proposals by which a training step estimates the normaliser") @Min(2) @Max(1000000)
        int proposals,
    @Option("proposals by which the normaliser is estimated at the end") @Min(1000) @Max(100000000)
        int samples)
    implements Prior {

  /** As in the paper: two layers of 100 units, T = 100, and 1024 proposals in a step. */
  public ResampledPrior() {
    this(100, 100, 1024, 1 << 18);
  }

  @Override
  public BoundPrior bind(GraphScope scope) {
    UnaryOperator<SDVariable> hidden =
        HiddenLayers.dense(
            scope, 2, scope.latentSize(), hiddenUnits, Activation.TANH, Initialization.GLOROT);
    DenseLayer output = DenseLayer.bind(scope, "output", hiddenUnits, 1, Initialization.GLOROT);
    return new BoundResampled(
        scope.latentSize(),
        attempts,
        samples,
        z -> output.apply(hidden.apply(z)).reshape(-1),
        // Before training about half of all proposals are accepted.
        scope.state("normalizer", Nd4j.ones(1).mul(0.5)),
        scope.noise("proposals", proposals, scope.latentSize()));
  }
}
