package org.elbosurgery.framework.graph;

import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.BoundEncoder;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.call.PluginCall;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.ops.SDMath;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A model's encoder with clipped log-variances, shared by everything that encodes in one graph. */
final class SharedEncoder {

  /**
   * The largest magnitude of log-variances, which limits standard deviations to between 0.0025 and
   * 403. With smaller ones, single precision no longer distinguishes z from the mean.
   */
  static final double LOG_VARIANCE_BOUND = 12;

  private final GraphContext context;
  private final BoundEncoder bound;

  private SharedEncoder(GraphContext context, BoundEncoder bound) {
    this.context = context;
    this.bound = bound;
  }

  /** Binds the encoder of a model. */
  static SharedEncoder bind(GraphContext context) {
    Encoder encoder = context.model().encoder();
    PluginScope scope = new PluginScope("encoder", context, Optional.empty());
    return new SharedEncoder(context, PluginCall.bind(encoder, () -> encoder.bind(scope)));
  }

  /** Returns the encoder itself, without clipping. */
  BoundEncoder unclipped() {
    return bound;
  }

  /** Returns q(z|x), log-variance clipped. */
  Posterior encode(SDVariable x) {
    Posterior q = PluginCall.of(context.model().encoder(), "encode", () -> withoutNoise(x));
    SDMath math = x.getSameDiff().math();
    return new Posterior(
        q.mean(), math.clipByValue(q.logVariance(), -LOG_VARIANCE_BOUND, LOG_VARIANCE_BOUND));
  }

  private Posterior withoutNoise(SDVariable x) {
    Posterior q = bound.encode(x);
    context.declared().requireWithoutNoise(q.mean(), q.logVariance());
    return q;
  }

  /**
   * Returns q(z|x) as numbers, computed in a separate graph, so that nothing is added to the graph
   * being trained.
   */
  Posteriors encode(INDArray x) {
    SameDiff graph = SameDiff.create();
    SharedEncoder copy =
        bind(
            new GraphContext(
                graph,
                context.model(),
                ParameterSource.of(context.parameters()),
                context.rows(),
                context.random()));
    DataType type = context.model().dataType();
    Posterior q = copy.encode(graph.placeHolder("x", type, -1, context.model().dataSize()));
    String mean = q.mean().name();
    String logVariance = q.logVariance().name();
    Map<String, INDArray> values =
        graph.output(Map.of("x", x.castTo(type).dup('c')), mean, logVariance);
    return new Posteriors(
        (int) x.size(0),
        context.model().latentSize(),
        floats(values.get(mean)),
        floats(values.get(logVariance)));
  }

  private static float[] floats(INDArray values) {
    return values.dup('c').data().asFloat();
  }
}
