package org.elbosurgery.framework.graph;

import java.util.Optional;
import java.util.function.Supplier;
import org.elbosurgery.api.BoundDecoder;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.DataSampler;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.graph.Reduction;
import org.elbosurgery.framework.call.PluginCall;
import org.nd4j.autodiff.samediff.SDVariable;

/** A model's three plugins bound in one graph, with the clipped encoder that they share. */
final class BoundModel {

  private final GraphContext context;
  private final ModelDefinition model;
  private final SharedEncoder encoder;
  private final BoundDecoder decoder;
  private final BoundPrior prior;

  private BoundModel(
      GraphContext context, SharedEncoder encoder, BoundDecoder decoder, BoundPrior prior) {
    this.context = context;
    this.model = context.model();
    this.encoder = encoder;
    this.decoder = decoder;
    this.prior = prior;
  }

  /**
   * Binds encoder, decoder and prior, in this order, each in its own scope and with its own random
   * stream.
   *
   * @throws org.elbosurgery.api.ElboException USER if a plugin's options do not fit the model;
   *     PLUGIN if it fails
   */
  static BoundModel bind(GraphContext context) {
    ModelDefinition model = context.model();
    SharedEncoder encoder = SharedEncoder.bind(context);
    Optional<SharedEncoder> encode = Optional.of(encoder);
    BoundDecoder decoder =
        PluginCall.bind(
            model.decoder(),
            () -> model.decoder().bind(new PluginScope("decoder", context, encode)));
    BoundPrior prior =
        PluginCall.bind(
            model.prior(), () -> model.prior().bind(new PluginScope("prior", context, encode)));
    return new BoundModel(context, encoder, decoder, prior);
  }

  /** Returns the shared encoder. */
  SharedEncoder encoder() {
    return encoder;
  }

  /** Returns the bound decoder. */
  BoundDecoder decoder() {
    return decoder;
  }

  /** Returns the bound prior. */
  BoundPrior prior() {
    return prior;
  }

  /** Returns q(z|x), log-variance clipped. */
  Posterior encode(SDVariable x) {
    return encoder.encode(x);
  }

  /** Returns log p(x|z), {@code [n]}. */
  SDVariable logLikelihood(SDVariable x, SDVariable z) {
    return formula(model.decoder(), "logProb", () -> decoder.logProb(x, z));
  }

  /** Returns E[x|z], {@code [n, D]}. */
  SDVariable mean(SDVariable z) {
    return formula(model.decoder(), "mean", () -> decoder.mean(z));
  }

  /** Returns a formula that the trained model has, too, and that no noise may enter. */
  private SDVariable formula(Object plugin, String call, Supplier<SDVariable> formula) {
    return PluginCall.of(plugin, call, () -> withoutNoise(formula.get()));
  }

  /**
   * Returns a variable.
   *
   * @throws IllegalArgumentException if it depends on noise
   */
  SDVariable withoutNoise(SDVariable variable) {
    context.declared().requireWithoutNoise(variable);
    return variable;
  }

  /**
   * Returns KL(q(z|x) || p(z)) for each row, as it is trained: the cross-entropy minus the
   * posterior's entropy 1/2 sum_j (1 + log 2 pi + logVariance_j).
   *
   * @param rows the numbers of the training rows, {@code [n]}
   */
  SDVariable kl(Posterior q, SDVariable z, SDVariable rows) {
    SDVariable crossEntropy = TrainedPrior.crossEntropy(model.prior(), prior, q, () -> z, rows);
    SDVariable entropy =
        Reduction.sumOfRows(q.logVariance().add(1 + Math.log(2 * Math.PI))).mul(0.5);
    return crossEntropy.sub(entropy);
  }

  /** Returns the prior as numbers, whose functions are executed in a given way. */
  Distribution freeze(Execution execution) {
    return TrainedPrior.freeze(context, prior, execution);
  }

  /** Returns what draws data from p(x|z); empty if the decoder cannot. */
  Optional<DataSampler> sampler(Execution execution) {
    PresentValues values = PresentValues.of(context, execution);
    return PluginCall.of(model.decoder(), "sampler", () -> decoder.sampler(values));
  }

  /** Returns what the plugins have declared so far, with the live arrays of the graph. */
  Declarations declared() {
    return context.declared();
  }

  /** Returns the live arrays that the graph computes with. */
  Parameters parameters() {
    return context.parameters();
  }
}
