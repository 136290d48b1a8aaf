package org.elbosurgery.framework.networks;

import java.util.Locale;
import java.util.Optional;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Interval;
import org.elbosurgery.api.Support;

/**
 * The distribution of each value of x given the output of the decoder's network for it. All are
 * normalised: over the values that data may have, probabilities sum to 1, or the density integrates
 * to 1.
 */
public enum Likelihood {

  /** Bernoulli; the network's outputs are logits. */
  BERNOULLI,

  /**
   * Gaussian; the network's outputs are means, the scale is the standard deviation (one learned for
   * all values: Rybkin et al. 2021).
   */
  GAUSSIAN,

  /** Discretised logistic of 256 grey levels; the network's outputs are locations. */
  LOGISTIC,

  /** Continuous Bernoulli, a density on [0, 1]; the network's outputs are logits. */
  CONTINUOUS_BERNOULLI,

  /**
   * Negative binomial of counts; the network's outputs are logarithms of means, the scale is the
   * dispersion.
   */
  NEGATIVE_BINOMIAL;

  /** Returns the values to which it gives probability. */
  Support support() {
    return switch (this) {
      case BERNOULLI -> Support.BINARY;
      case GAUSSIAN -> Support.REAL_LINE;
      case LOGISTIC -> Support.GREY_LEVELS;
      case CONTINUOUS_BERNOULLI -> Support.density(Interval.UNIT);
      case NEGATIVE_BINOMIAL -> Support.COUNTS;
    };
  }

  /** Returns the bounds of its scale; empty if it has none beside the network's output. */
  private Optional<Interval> scales() {
    return switch (this) {
      case BERNOULLI, CONTINUOUS_BERNOULLI -> Optional.empty();
      case GAUSSIAN -> Optional.of(GaussianLikelihood.SCALES);
      case LOGISTIC -> Optional.of(LogisticLikelihood.SCALES);
      case NEGATIVE_BINOMIAL -> Optional.of(NegativeBinomialLikelihood.SCALES);
    };
  }

  /**
   * Checks the options that a decoder has for the scale.
   *
   * @param initialScale the scale before training; 0 for the likelihood's own
   * @throws IllegalArgumentException if one is chosen but there is none, or it is out of bounds
   */
  void requireScale(Scale scale, double initialScale) {
    Optional<Interval> scales = scales();
    String name = name().toLowerCase(Locale.ROOT).replace('_', '-');
    if (scales.isEmpty() && (scale != Scale.SHARED || initialScale != 0)) {
      throw new IllegalArgumentException(
          "likelihood " + name + " has no scale: leave out scale and initial-scale");
    }
    scales
        .filter(allowed -> initialScale != 0 && !allowed.contains(initialScale))
        .ifPresent(
            allowed -> {
              throw new IllegalArgumentException(
                  String.format(
                      Locale.ROOT,
                      "initial-scale is %s, not between %.3g and %.3g, which likelihood %s needs",
                      initialScale,
                      allowed.low(),
                      allowed.high(),
                      name));
            });
  }

  /**
   * Declares the likelihood's own parameters.
   *
   * @param scale how many scales, and whether they are learned
   * @param initialScale the scale before training; 0 for the likelihood's own
   */
  BoundLikelihood bind(GraphScope scope, Scale scale, double initialScale) {
    double start = initialScale != 0 ? initialScale : this == LOGISTIC ? 0.1 : 1;
    return switch (this) {
      case BERNOULLI -> new BernoulliLikelihood();
      case GAUSSIAN -> GaussianLikelihood.bind(scope, scale, start);
      case LOGISTIC -> LogisticLikelihood.bind(scope, scale, start);
      case CONTINUOUS_BERNOULLI -> new ContinuousBernoulliLikelihood();
      case NEGATIVE_BINOMIAL -> NegativeBinomialLikelihood.bind(scope, scale, start);
    };
  }

  /** Returns the logarithms of an interval of scales. */
  static Interval logarithms(Interval scales) {
    return new Interval(Math.log(scales.low()), Math.log(scales.high()));
  }
}
