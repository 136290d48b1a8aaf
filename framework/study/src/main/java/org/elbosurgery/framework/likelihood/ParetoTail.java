package org.elbosurgery.framework.likelihood;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The shape k of the tail of importance weights (Vehtari, Simpson, Gelman, Yao & Gabry 2024): of
 * the generalised Pareto distribution that fits the largest weights best. Weights whose tail has
 * the shape k have finite moments of orders below 1/k: from k = 1/2 on the variance is infinite,
 * from k = 1 on the mean. The fit is that of Zhang & Stephens (2009), an average over the profile
 * likelihood.
 */
final class ParetoTail {

  /** The smallest number of samples whose tail, a fifth of them, is long enough for a fit. */
  static final int MIN_SAMPLES = 25;

  private static final int MIN_TAIL = 5;

  /** Zhang & Stephens' prior of theta: its scale is the lower quartile times this. */
  private static final double PRIOR_SCALE = 3;

  private static final int GRID = 30;

  /** The weakly informative prior of k: as if this many of the weights had said 1/2. */
  private static final double PRIOR_COUNT = 10;

  /** Excesses that vanish beside the largest are set to this, so that their inverses are finite. */
  private static final double TINY = 1e-300;

  private ParetoTail() {}

  /**
   * Returns the shape k of the tail of weights, estimated from the min(S/5, 3 sqrt S) largest.
   *
   * @param logWeights {@code [S]}, finite, at least {@link #MIN_SAMPLES}
   * @return k, drawn slightly towards 1/2 as in the paper; 0 if fewer than five of the weights are
   *     greater than those below the tail, so that there is no tail
   * @throws IllegalArgumentException if there are fewer
   */
  static double shape(double[] logWeights) {
    if (logWeights.length < MIN_SAMPLES) {
      throw new IllegalArgumentException(logWeights.length + " weights have no tail");
    }
    double[] sorted = logWeights.clone();
    Arrays.sort(sorted);
    int length = (int) Math.ceil(Math.min(0.2 * sorted.length, 3 * Math.sqrt(sorted.length)));
    double max = sorted[sorted.length - 1];
    double cut = sorted[sorted.length - length - 1];
    double[] excesses =
        Arrays.stream(sorted, sorted.length - length, sorted.length)
            .filter(value -> value > cut)
            .map(value -> Math.max(TINY, Math.exp(value - max) * -Math.expm1(cut - value)))
            .toArray();
    if (excesses.length < MIN_TAIL) {
      return 0;
    }
    int n = excesses.length;
    return (n * fit(excesses) + PRIOR_COUNT * 0.5) / (n + PRIOR_COUNT);
  }

  /**
   * Fits a generalised Pareto distribution with density (1 + k x / sigma)^(-1/k - 1) / sigma.
   *
   * @param x positive values, ascending
   * @return k
   */
  static double fit(double[] x) {
    int n = x.length;
    double quartile = x[(int) Math.floor(n / 4.0 + 0.5) - 1];
    int grid = GRID + (int) Math.sqrt(n);
    double[] theta = new double[grid];
    double[] logLikelihood = new double[grid];
    for (int j = 0; j < grid; j++) {
      theta[j] = 1 / x[n - 1] + (1 - Math.sqrt(grid / (j + 0.5))) / (PRIOR_SCALE * quartile);
      double k = shapeAt(theta[j], x);
      logLikelihood[j] = n * (Math.log(-theta[j] / k) - k - 1);
    }
    double max = StatUtils.max(logLikelihood);
    double[] weights = Arrays.stream(logLikelihood).map(l -> Math.exp(l - max)).toArray();
    double sum = StatUtils.sum(weights);
    double mean = 0;
    for (int j = 0; j < grid; j++) {
      mean += theta[j] * weights[j] / sum;
    }
    return shapeAt(mean, x);
  }

  /** Returns the k of largest likelihood for a given theta = -k / sigma. */
  private static double shapeAt(double theta, double[] x) {
    return Arrays.stream(x).map(value -> Math.log1p(-theta * value)).average().orElseThrow();
  }
}
