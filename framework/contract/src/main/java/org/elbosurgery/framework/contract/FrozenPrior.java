package org.elbosurgery.framework.contract;

import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.graph.PluginGraph;
import org.elbosurgery.framework.surgery.CheckedPrior;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The density of a frozen prior; its exceptions and return values are checked.
 *
 * @param plugin the prior
 * @param dimensions d
 * @param density its density
 */
record FrozenPrior(Object plugin, int dimensions, Distribution density) {

  /**
   * Returns the density of a prior in d dimensions with {@linkplain Specimen#moved moved}
   * parameters.
   */
  static FrozenPrior of(Specimen<BoundPrior> prior, int d) {
    return of(prior, prior.moved(Sizes.precise(d)), d);
  }

  /** Returns the density of the prior that is bound in a graph. */
  static FrozenPrior of(Specimen<BoundPrior> prior, PluginGraph graph, int d) {
    return new FrozenPrior(prior.plugin(), d, graph.freeze());
  }

  /** Returns the log-density of rows. */
  double[] logProb(INDArray z) {
    INDArray value =
        PluginCall.of(plugin, "logProb of the frozen density", () -> density.logProb(z));
    Numbers.requireShape(
        "logProb of the frozen density for z [" + z.size(0) + ", " + z.size(1) + "]",
        value,
        "",
        z.size(0));
    return Numbers.values(value);
  }

  /** Returns the standard error of the log normaliser, in nats. */
  double logNormalizerError() {
    return new CheckedPrior(density).logNormalizerError();
  }

  /** Returns samples as an array. */
  INDArray sample(int n, RandomStream random) {
    return PluginCall.of(plugin, "sample", () -> density.sample(n, random));
  }
}
