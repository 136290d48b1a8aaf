package org.elbosurgery.framework.annealing;

import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.framework.likelihood.LogWeights;

/** The chains of one data point. */
public final class AnnealedPoint {

  private final double[] logWeights;
  private final double[] reverse;
  private final double acceptance;
  private final double stepSize;
  private final Bound forwardBound;
  private final Optional<Bound> reverseBound;

  /** The logarithm of the mean weight, and its variance over other chains. */
  private record Bound(double value, double variance) {

    static Bound of(double[] logWeights) {
      LogWeights weights = new LogWeights(logWeights);
      return new Bound(weights.bound(logWeights.length), weights.jackknifeVariance());
    }
  }

  /**
   * Keeps the chains without copying.
   *
   * @param reverse empty if there are none
   * @throws IllegalArgumentException if one is not finite or out of its range, or there are fewer
   *     than two chains, or other numbers of both kinds
   */
  AnnealedPoint(double[] logWeights, double[] reverse, double acceptance, double stepSize) {
    if (logWeights.length < 2 || (reverse.length > 0 && reverse.length != logWeights.length)) {
      throw new IllegalArgumentException(
          logWeights.length + " forward and " + reverse.length + " reverse chains");
    }
    require("a log-weight", StatUtils.sum(logWeights) + StatUtils.sum(reverse), -1e300, 1e300);
    require("the acceptance", acceptance, 0, 1 + 1e-9); // to allow for rounding
    require("the step size", stepSize, 0, 1e300);
    this.logWeights = logWeights;
    this.reverse = reverse;
    this.acceptance = acceptance;
    this.stepSize = stepSize;
    this.forwardBound = Bound.of(logWeights);
    this.reverseBound = Optional.of(reverse).filter(r -> r.length > 0).map(Bound::of);
  }

  /**
   * Returns the log-weights of the forward chains, {@code [C]}; the mean of the weights is an
   * unbiased estimate of p(x).
   */
  double[] logWeights() {
    return logWeights;
  }

  /**
   * Returns the log-weights of the reverse chains, {@code [C]}; the mean of these weights is an
   * unbiased estimate of 1 / p(x). Empty if no exact sample of p(z|x) is known.
   */
  double[] reverse() {
    return reverse;
  }

  /** Returns the mean acceptance of all forward transitions. */
  double acceptance() {
    return acceptance;
  }

  /** Returns the step size that the pilot found for the model itself, the end of the path. */
  double stepSize() {
    return stepSize;
  }

  private static void require(String what, double value, double min, double max) {
    if (!(value >= min && value <= max)) { // false for NaN as well
      throw new IllegalArgumentException(what + " is " + value);
    }
  }

  /** Returns the stochastic lower bound on log p(x), the logarithm of the mean weight. */
  double lower() {
    return forwardBound.value();
  }

  /** Returns the variance of {@link #lower} over other chains. */
  double lowerVariance() {
    return forwardBound.variance();
  }

  /** Returns the effective sample size of the forward chains, from 1 to C. */
  double effectiveSampleSize() {
    return new LogWeights(logWeights).effectiveSampleSize();
  }

  /**
   * Returns the stochastic upper bound on log p(x), minus the logarithm of the mean weight.
   *
   * @throws java.util.NoSuchElementException if there are no reverse chains
   */
  double upper() {
    return -reverseBound.orElseThrow().value();
  }

  /**
   * Returns the variance of {@link #upper} over other chains from the same code. Other codes would
   * change it as well.
   */
  double upperVariance() {
    return reverseBound.orElseThrow().variance();
  }
}
