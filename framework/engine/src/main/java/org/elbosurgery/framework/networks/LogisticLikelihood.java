package org.elbosurgery.framework.networks;

import static org.elbosurgery.api.graph.Activation.SOFTPLUS;

import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.Interval;
import org.elbosurgery.api.graph.Clip;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.ops.SDMath;

/**
 * Independent discretised logistics of the grey levels 0, 1/255, ..., 1, whose locations are the
 * network's outputs (Kingma et al. 2016, appendix; Salimans et al. 2017, eq. 2). The probability of
 * a level is what the logistic gives to its neighbourhood of width 1/255; those of 0 and 1 reach to
 * infinity, so that all sum to 1.
 *
 * <p>With F the logistic function, and a and b the ends of a neighbourhood in units of the scale s,
 *
 * <pre>
 * F(a) - F(b) = F(a) F(-b) (1 - e^-w),  w = a - b = 1 / (255 s)
 * </pre>
 *
 * so that the logarithm is a sum of three terms of which none underflows: the logarithms of F(a)
 * and F(-b) are softplus functions, and the last does not depend on the network. The level 0 has
 * the first term only, the level 1 only the second.
 *
 * @param logScale natural logarithm of the scale, {@code [1, 1]} or {@code [1, D]}
 */
record LogisticLikelihood(SDVariable logScale) implements BoundLikelihood {

  private static final double STEP = 1 / 255.0;

  /** At the smallest, a level takes 8 scales: its own neighbourhood has a probability of 0.96. */
  static final Interval SCALES = new Interval(STEP / 8, 100);

  static LogisticLikelihood bind(GraphScope scope, Scale scale, double start) {
    Interval bounds = Likelihood.logarithms(SCALES);
    return new LogisticLikelihood(scale.bind(scope, "log-scale", Math.log(start), bounds));
  }

  @Override
  public SDVariable logProb(SDVariable x, SDVariable locations) {
    SDVariable precision = x.getSameDiff().math().exp(logScale.neg());
    SDVariable distance = x.sub(locations);
    SDVariable belowEnd = SOFTPLUS.apply(distance.add(STEP / 2).mul(precision).neg());
    SDVariable aboveStart = SOFTPLUS.apply(distance.sub(STEP / 2).mul(precision));
    SDVariable isNotLast = x.lt(1 - STEP / 2).castTo(x.dataType());
    SDVariable isNotFirst = x.gt(STEP / 2).castTo(x.dataType());
    SDVariable width = logOneMinusExp(precision.mul(STEP)).mul(isNotFirst).mul(isNotLast);
    return Reduction.sumOfRows(width.sub(belowEnd.mul(isNotLast)).sub(aboveStart.mul(isNotFirst)));
  }

  /** Returns log(1 - e^-w) = log tanh(w / 2) + log(1 + e^-w), accurate for every w > 0. */
  private static SDVariable logOneMinusExp(SDVariable w) {
    SDMath math = w.getSameDiff().math();
    return math.log(math.tanh(w.mul(0.5))).add(SOFTPLUS.apply(w.neg()));
  }

  /**
   * Returns the mean of a logistic whose values beyond 0 and 1 are moved there, the integral of its
   * probability to be above t over 0 < t < 1. The mean of the levels is the midpoint rule for the
   * same integral, and differs by at most 0.0006, a seventh of a level, if the scale is the
   * smallest, and by less than 1e-5 if it is at least half a level.
   */
  @Override
  public SDVariable mean(SDVariable locations) {
    SameDiff graph = locations.getSameDiff();
    SDVariable scale = graph.math().exp(logScale);
    SDVariable precision = graph.math().exp(logScale.neg());
    SDVariable fromZero = SOFTPLUS.apply(graph.math().abs(locations).mul(precision).neg());
    SDVariable fromOne = SOFTPLUS.apply(graph.math().abs(locations.sub(1)).mul(precision).neg());
    return Clip.to(locations, Interval.UNIT).add(fromZero.sub(fromOne).mul(scale));
  }

  /** A level is a logistic value rounded to the nearest. */
  @Override
  public ValueSampler sampler(GraphValues values) {
    ValueSampler.Columns logScales = ValueSampler.columns(values, logScale);
    return (location, column, random) -> {
      double u = random.nextDouble();
      double value = location + Math.exp(logScales.at(column)) * Math.log(u / (1 - u));
      return Math.rint(Math.max(0, Math.min(1, value)) / STEP) * STEP;
    };
  }
}
