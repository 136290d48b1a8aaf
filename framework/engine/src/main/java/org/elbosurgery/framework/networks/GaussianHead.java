package org.elbosurgery.framework.networks;

import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.graph.Clip;
import org.elbosurgery.api.graph.DenseLayer;
import org.elbosurgery.api.graph.Initialization;
import org.nd4j.autodiff.samediff.SDVariable;

/** The last layer of an encoder: from hidden units to the mean and the log-variance of q(z|x). */
record GaussianHead(DenseLayer mean, DenseLayer logVariance, LogVarianceRange range) {

  /** What the option of the range means. */
  static final String RANGE =
      "range of the posteriors' log-variances: free, or LOW..HIGH such as -6..2";

  /**
   * Declares the layer.
   *
   * @param width the number of hidden units
   */
  static GaussianHead bind(
      GraphScope scope, int width, Initialization initialization, LogVarianceRange range) {
    int d = scope.latentSize();
    return new GaussianHead(
        DenseLayer.bind(scope, "mean", width, d, initialization),
        DenseLayer.bind(scope, "log-variance", width, d, initialization),
        range);
  }

  /**
   * Returns the posteriors.
   *
   * @param features {@code [n, width]}
   */
  Posterior apply(SDVariable features) {
    return new Posterior(
        mean.apply(features), Clip.to(logVariance.apply(features), range.interval()));
  }
}
