package org.elbosurgery.framework.graph;

import java.util.Optional;
import org.elbosurgery.api.BoundDecoder;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.graph.Reduction;
import org.elbosurgery.framework.call.PluginCall;
import org.nd4j.autodiff.samediff.SDVariable;

/** A model's three plugins bound in one graph, with the clipped encoder that they share. */
final class BoundModel {

  private final ModelDefinition model;
  private final SharedEncoder encoder;
  private final BoundDecoder decoder;
  private final BoundPrior prior;
  private final Parameters parameters;

  private BoundModel(
      ModelDefinition model,
      SharedEncoder encoder,
      BoundDecoder decoder,
      BoundPrior prior,
      Parameters parameters) {
    this.model = model;
    this.encoder = encoder;
    this.decoder = decoder;
    this.prior = prior;
    this.parameters = parameters;
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
    return new BoundModel(model, encoder, decoder, prior, context.parameters());
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
    return PluginCall.of(model.decoder(), "logProb", () -> decoder.logProb(x, z));
  }

  /** Returns E[x|z], {@code [n, D]}. */
  SDVariable mean(SDVariable z) {
    return PluginCall.of(model.decoder(), "mean", () -> decoder.mean(z));
  }

  /**
   * Returns KL(q(z|x) || p(z)) for each row: the cross-entropy, in closed form if the prior has
   * one, otherwise at the sample z, minus the posterior's entropy 1/2 sum_j (1 + log 2 pi +
   * logVariance_j).
   */
  SDVariable kl(Posterior q, SDVariable z) {
    SDVariable crossEntropy =
        PluginCall.of(model.prior(), "crossEntropy", () -> prior.crossEntropy(q))
            .orElseGet(() -> PluginCall.of(model.prior(), "logProb", () -> prior.logProb(z)).neg());
    SDVariable entropy =
        Reduction.sumOfRows(q.logVariance().add(1 + Math.log(2 * Math.PI))).mul(0.5);
    return crossEntropy.sub(entropy);
  }

  /** Returns the prior as numbers. */
  Distribution freeze(GraphValues values) {
    return PluginCall.of(model.prior(), "freeze", () -> prior.freeze(values));
  }

  /** Returns the live arrays that the graph computes with. */
  Parameters parameters() {
    return parameters;
  }
}
