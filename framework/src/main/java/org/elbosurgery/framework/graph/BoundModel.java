package org.elbosurgery.framework.graph;

import java.util.function.Supplier;
import org.elbosurgery.api.BoundDecoder;
import org.elbosurgery.api.BoundEncoder;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.framework.graph.PluginScope.DataEncoder;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A model's three plugins bound in one graph, with the one clipped encoder that all of them share.
 */
final class BoundModel {

  /**
   * Log-variances are kept within this distance of 0, standard deviations so between 0.0025 and
   * 403: beyond it single precision no longer tells z from the mean.
   */
  static final double LOG_VARIANCE_BOUND = 12;

  private final BoundEncoder encoder;
  private final BoundDecoder decoder;
  private final BoundPrior prior;
  private final Parameters parameters;

  private BoundModel(
      BoundEncoder encoder, BoundDecoder decoder, BoundPrior prior, Parameters parameters) {
    this.encoder = encoder;
    this.decoder = decoder;
    this.prior = prior;
    this.parameters = parameters;
  }

  /**
   * Binds encoder, decoder and prior, in this order, each in a scope and a random stream of its
   * own.
   *
   * @throws ElboException USER if a plugin's options do not fit the model; PLUGIN if it fails
   */
  static BoundModel bind(GraphContext context) {
    ModelDefinition model = context.model();
    BoundEncoder encoder =
        bound(
            model.encoder(),
            () ->
                model
                    .encoder()
                    .bind(
                        new PluginScope(
                            "encoder",
                            context,
                            x -> {
                              throw new IllegalStateException("the encoder is not bound yet");
                            })));
    DataEncoder encode = x -> clipped(encoder.encode(x));
    BoundDecoder decoder =
        bound(
            model.decoder(),
            () -> model.decoder().bind(new PluginScope("decoder", context, encode)));
    BoundPrior prior =
        bound(model.prior(), () -> model.prior().bind(new PluginScope("prior", context, encode)));
    return new BoundModel(encoder, decoder, prior, new Parameters(context.declared()));
  }

  private static <T> T bound(Object plugin, Supplier<T> binding) {
    try {
      return binding.get();
    } catch (IllegalArgumentException e) {
      throw ElboException.user(plugin + " does not fit the model: " + e.getMessage(), e);
    } catch (ElboException e) {
      throw e;
    } catch (RuntimeException e) {
      throw ElboException.plugin(plugin + " failed to bind: " + e, e);
    }
  }

  private static Posterior clipped(Posterior q) {
    SDVariable logVariance =
        q.logVariance()
            .getSameDiff()
            .math()
            .clipByValue(q.logVariance(), -LOG_VARIANCE_BOUND, LOG_VARIANCE_BOUND);
    return new Posterior(q.mean(), logVariance);
  }

  Posterior encode(SDVariable x) {
    return clipped(encoder.encode(x));
  }

  BoundDecoder decoder() {
    return decoder;
  }

  BoundPrior prior() {
    return prior;
  }

  /** The live arrays: what the graph computes with. */
  Parameters parameters() {
    return parameters;
  }
}
