package org.elbosurgery.framework.graph;

import java.util.LinkedHashMap;
import java.util.Map;
import org.elbosurgery.api.BoundDecoder;
import org.elbosurgery.api.BoundEncoder;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.Rows;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

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
   */
  static BoundModel bind(
      SameDiff graph,
      ModelDefinition model,
      ParameterSource source,
      Rows rows,
      RandomStream random) {
    Map<String, INDArray> declared = new LinkedHashMap<>();
    BoundEncoder encoder =
        model
            .encoder()
            .bind(
                new PluginScope(
                    "encoder",
                    graph,
                    model,
                    source,
                    declared,
                    rows,
                    random,
                    x -> {
                      throw new IllegalStateException("the encoder is not bound yet");
                    }));
    BoundDecoder decoder =
        model
            .decoder()
            .bind(
                new PluginScope(
                    "decoder",
                    graph,
                    model,
                    source,
                    declared,
                    rows,
                    random,
                    x -> clipped(encoder.encode(x))));
    BoundPrior prior =
        model
            .prior()
            .bind(
                new PluginScope(
                    "prior",
                    graph,
                    model,
                    source,
                    declared,
                    rows,
                    random,
                    x -> clipped(encoder.encode(x))));
    return new BoundModel(encoder, decoder, prior, new Parameters(declared));
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
