package org.elbosurgery.framework.graph;

import java.util.function.Supplier;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.call.PluginCall;
import org.nd4j.autodiff.samediff.SDVariable;

/** A bound prior as training and results see it. */
final class TrainedPrior {

  private TrainedPrior() {}

  /**
   * Returns the cross-entropy that training minimises: in closed form if the prior has one,
   * otherwise minus its {@code trainingLogProb} at samples.
   *
   * @param plugin the configured prior, for messages
   * @param prior its binding
   * @param q posteriors, {@code [n, d]} each
   * @param z samples of them, {@code [n, d]}; only called without a closed form
   * @param rows the numbers of the training rows that they belong to, {@code [n]}
   * @return nats, {@code [n]}
   */
  static SDVariable crossEntropy(
      Prior plugin, BoundPrior prior, Posterior q, Supplier<SDVariable> z, SDVariable rows) {
    return PluginCall.of(plugin, "crossEntropy", () -> prior.crossEntropy(q))
        .orElseGet(
            () -> {
              SDVariable samples = z.get();
              return PluginCall.of(
                      plugin, "trainingLogProb", () -> prior.trainingLogProb(samples, rows))
                  .neg();
            });
  }

  /**
   * Returns a prior as numbers.
   *
   * @param context in which it is bound; the same stream gives the same density
   * @param prior its binding
   * @param execution how the functions of the density are executed
   */
  static Distribution freeze(GraphContext context, BoundPrior prior, Execution execution) {
    PresentValues values = PresentValues.of(context, execution);
    return PluginCall.of(
        context.model().prior(),
        "freeze",
        () -> prior.freeze(values, context.random().named("freeze")));
  }
}
