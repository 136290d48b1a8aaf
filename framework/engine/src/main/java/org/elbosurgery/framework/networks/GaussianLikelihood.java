package org.elbosurgery.framework.networks;

import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.Interval;
import org.elbosurgery.api.graph.LogProbability;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Independent Gaussians whose means are the network's outputs.
 *
 * @param logVariance natural logarithm of the variance, {@code [1, 1]} or {@code [1, D]}
 */
record GaussianLikelihood(SDVariable logVariance) implements BoundLikelihood {

  /**
   * The bounds of the standard deviation; without them, a perfectly predicted data set would drive
   * it to zero and the likelihood to infinity.
   */
  static final Interval SCALES = new Interval(Math.exp(-6), Math.exp(6));

  static GaussianLikelihood bind(GraphScope scope, Scale scale, double start) {
    Interval bounds = new Interval(2 * Math.log(SCALES.low()), 2 * Math.log(SCALES.high()));
    return new GaussianLikelihood(scale.bind(scope, "log-variance", 2 * Math.log(start), bounds));
  }

  @Override
  public SDVariable logProb(SDVariable x, SDVariable means) {
    return LogProbability.diagonalGaussian(x, means, logVariance);
  }

  @Override
  public SDVariable mean(SDVariable means) {
    return means.getSameDiff().identity(means);
  }

  @Override
  public ValueSampler sampler(GraphValues values) {
    ValueSampler.Columns logVariances = ValueSampler.columns(values, logVariance);
    return (mean, column, random) ->
        mean + Math.exp(logVariances.at(column) / 2) * random.nextGaussian();
  }
}
