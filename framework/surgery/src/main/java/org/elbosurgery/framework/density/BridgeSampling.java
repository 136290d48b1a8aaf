package org.elbosurgery.framework.density;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.special.Erf;
import org.elbosurgery.api.Estimate;

/**
 * Bridge sampling (Bennett 1976; Meng and Wong 1996): the log normaliser c of a density p, from
 * independent samples of it and of a normalised reference r. With the optimal bridge c solves
 *
 * <pre>
 * sum over all samples of P(z) = n_p,    P = n_p p e^-c / (n_p p e^-c + n_r r).
 * </pre>
 *
 * <p>P(z) is the probability that a sample at z is one of p, and c the intercept of a logistic
 * regression with known slopes (Geyer 1994). Whatever the tails of p and r, P lies between 0 and 1,
 * so that the variances are finite. If samples of p are not distributed as p, the residuals of the
 * regression depend on z.
 */
final class BridgeSampling {

  /** A log normaliser with a larger standard error, in nats, is not determined. */
  private static final double MAX_ERROR = 0.25;

  /**
   * The fewest samples that a sum rests on for it to be taken as normally distributed: the square
   * of the sum of its squares over the sum of its fourth powers. Its skewness is then below 0.07.
   */
  private static final double MIN_SAMPLES = 200;

  /** Farther from each other than this, in nats, one of two densities is negligible. */
  private static final double NEGLIGIBLE = 50;

  private static final int BISECTIONS = 100;

  private final double[] share;
  private final int ofDensity;
  private final double logNormalizer;

  /** The sum of P (1 - P): the information on the log normaliser. */
  private final double information;

  /**
   * Solves for the log normaliser.
   *
   * @param ofDensity log p - log r at each sample of p; negative infinity where p is 0
   * @param ofReference the same at each sample of r
   */
  BridgeSampling(double[] ofDensity, double[] ofReference) {
    this.ofDensity = ofDensity.length;
    double logOdds = Math.log((double) ofDensity.length / ofReference.length);
    double[] logRatios =
        DoubleStream.concat(Arrays.stream(ofDensity), Arrays.stream(ofReference)).toArray();
    double low = Arrays.stream(logRatios).filter(Double::isFinite).min().orElse(0) - NEGLIGIBLE;
    double high = Arrays.stream(logRatios).filter(Double::isFinite).max().orElse(0) + NEGLIGIBLE;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      double expected = Arrays.stream(shares(logRatios, logOdds - middle)).sum();
      if (expected > ofDensity.length) {
        low = middle;
      } else {
        high = middle;
      }
    }
    logNormalizer = (low + high) / 2;
    share = shares(logRatios, logOdds - logNormalizer);
    information = Arrays.stream(share).map(p -> p * (1 - p)).sum();
  }

  private static double[] shares(double[] logRatios, double logOdds) {
    return Arrays.stream(logRatios).map(ratio -> 1 / (1 + Math.exp(-ratio - logOdds))).toArray();
  }

  /**
   * Returns how much of the samples lies where both densities are: 1 if p = r, 0 if they have no
   * point in common.
   */
  double overlap() {
    return information * share.length / ofDensity / (share.length - ofDensity);
  }

  /** Returns the log normaliser; empty if too few samples lie where both densities are. */
  Optional<Estimate> logNormalizer() {
    Residuals residuals = residuals(i -> 1);
    double error = residuals.deviation() / information;
    return residuals.rest() >= MIN_SAMPLES && information >= MIN_SAMPLES / 4 && error <= MAX_ERROR
        ? Optional.of(new Estimate(logNormalizer, error, share.length))
        : Optional.empty();
  }

  /**
   * Returns the probability that a sum of residuals, weighted by a function of z, deviates from 0
   * as far as it does if the samples are distributed as p; 1 if it rests on too few samples.
   *
   * @param feature the function at each sample, first those of p
   */
  double probability(IntToDoubleFunction feature) {
    double mean = 0;
    for (int i = 0; i < share.length; i++) {
      mean += share[i] * (1 - share[i]) * feature.applyAsDouble(i) / information;
    }
    double centre = mean; // since the intercept is fitted
    Residuals residuals = residuals(i -> feature.applyAsDouble(i) - centre);
    return residuals.rest() >= MIN_SAMPLES
        ? Erf.erfc(Math.abs(residuals.sum()) / residuals.deviation() / Math.sqrt(2))
        : 1;
  }

  /**
   * A sum of weighted residuals.
   *
   * @param sum the sum
   * @param deviation its standard deviation
   * @param rest how many samples it rests on
   */
  private record Residuals(double sum, double deviation, double rest) {}

  private Residuals residuals(IntToDoubleFunction weight) {
    double[] values = new double[share.length];
    Arrays.setAll(values, i -> weight.applyAsDouble(i) * ((i < ofDensity ? 1 : 0) - share[i]));
    double squares = Arrays.stream(values).map(v -> v * v).sum();
    double fourths = Arrays.stream(values).map(v -> v * v * v * v).sum();
    double variance = variance(values, 0, ofDensity) + variance(values, ofDensity, values.length);
    return new Residuals(
        Arrays.stream(values).sum(),
        Math.sqrt(variance),
        fourths > 0 ? squares * squares / fourths : 0);
  }

  /** Returns the variance of a sum of independent values. */
  private static double variance(double[] values, int from, int to) {
    double mean = Arrays.stream(values, from, to).average().orElseThrow();
    return Arrays.stream(values, from, to).map(v -> (v - mean) * (v - mean)).sum();
  }
}
