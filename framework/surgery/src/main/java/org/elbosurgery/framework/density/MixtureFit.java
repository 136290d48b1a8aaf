package org.elbosurgery.framework.density;

import java.util.Arrays;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.RandomStream;

/**
 * The fit of a mixture of diagonal Gaussians to rows by steps of expectation and maximisation
 * (Dempster, Laird and Rubin 1977), from rows that are far from each other (k-means++, Arthur and
 * Vassilvitskii 2007). A few steps do, since any mixture serves as a reference.
 */
final class MixtureFit {

  /** As if a component had as many further rows, with the mean variances within components. */
  private static final double SHRINKAGE = 10;

  /** The smallest variance; about 1 is the mean within components. */
  private static final double NARROWEST = 1e-6;

  /** A smaller responsibility is not counted. */
  private static final double NEGLIGIBLE = 1e-6;

  /** A component so many nats below another has a negligible responsibility, however far below. */
  private static final double FAR = 30;

  private final double[] rows;
  private final int n;
  private final int d;
  private final int components;
  private final double[] logWeight;
  private final double[] mean;
  private final double[] variance;

  /** Takes what a step of expectation finds. */
  private interface Expectation {

    /**
     * Takes the responsibilities of one row.
     *
     * @param share of each component; the array is used again
     */
    void of(int row, double[] share);
  }

  private MixtureFit(double[] rows, int d, int components) {
    this.rows = rows;
    this.d = d;
    this.n = rows.length / d;
    this.components = components;
    this.logWeight = new double[components];
    this.mean = new double[components * d];
    this.variance = new double[components * d];
    Arrays.fill(variance, 1);
  }

  /** Starts with components at rows far from each other. */
  static MixtureFit spread(double[] rows, int d, int components, RandomStream random) {
    MixtureFit fit = new MixtureFit(rows, d, components);
    double[] distance = new double[fit.n];
    Arrays.fill(distance, Double.MAX_VALUE / fit.n);
    for (int k = 0; k < components; k++) {
      System.arraycopy(rows, chosen(distance, random.nextDouble()) * d, fit.mean, k * d, d);
      for (int i = 0; i < fit.n; i++) {
        distance[i] = Math.min(distance[i], fit.squaredDistance(i, k));
      }
    }
    return fit;
  }

  /** Starts with a component for each group of rows. */
  static MixtureFit grouped(double[] rows, int d, int[] group, int components) {
    MixtureFit fit = new MixtureFit(rows, d, components);
    Moments moments = fit.new Moments();
    for (int i = 0; i < fit.n; i++) {
      moments.add(i, group[i], 1);
    }
    moments.maximise();
    return fit;
  }

  /** Chooses a place with a probability proportional to its weight. */
  private static int chosen(double[] weights, double uniform) {
    double left = uniform * Arrays.stream(weights).sum();
    int i = 0;
    while (i < weights.length - 1 && left >= weights[i]) {
      left -= weights[i++];
    }
    return i;
  }

  private double squaredDistance(int i, int k) {
    double sum = 0;
    for (int j = 0; j < d; j++) {
      double difference = rows[i * d + j] - mean[k * d + j];
      sum += difference * difference;
    }
    return sum;
  }

  /** Improves the fit. */
  void run(int steps) {
    for (int step = 0; step < steps; step++) {
      Moments moments = new Moments();
      expect(
          (i, share) -> {
            for (int k = 0; k < components; k++) {
              if (share[k] > NEGLIGIBLE) {
                moments.add(i, k, share[k]);
              }
            }
          });
      moments.maximise();
    }
  }

  /** Returns the component that each row most probably belongs to. */
  int[] groups() {
    int[] groups = new int[n];
    expect(
        (i, share) -> {
          for (int k = 1; k < components; k++) {
            groups[i] = share[k] > share[groups[i]] ? k : groups[i];
          }
        });
    return groups;
  }

  private void expect(Expectation taker) {
    double[] constant = logWeight.clone();
    double[] precision = new double[components * d];
    for (int at = 0; at < precision.length; at++) {
      precision[at] = 1 / variance[at];
      constant[at / d] -= Math.log(variance[at]) / 2;
    }
    double[] share = new double[components];
    for (int i = 0; i < n; i++) {
      double max = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < components; k++) {
        double log = constant[k];
        for (int j = 0; j < d && log > max - FAR; j++) {
          double difference = rows[i * d + j] - mean[k * d + j];
          log -= difference * difference * precision[k * d + j] / 2;
        }
        share[k] = log;
        max = Math.max(max, log);
      }
      double sum = 0;
      for (int k = 0; k < components; k++) {
        share[k] = Math.exp(share[k] - max);
        sum += share[k];
      }
      for (int k = 0; k < components; k++) {
        share[k] /= sum;
      }
      taker.of(i, share);
    }
  }

  /** Returns the fit. */
  DiagonalGaussianMixture mixture() {
    double[] logVariance = Arrays.stream(variance).map(Math::log).toArray();
    return new DiagonalGaussianMixture(logWeight, mean, logVariance);
  }

  /** The sums of a step, from which it maximises the likelihood. */
  private final class Moments {

    private final double[] weight = new double[components];
    private final double[] sum = new double[components * d];
    private final double[] squares = new double[components * d];

    void add(int i, int k, double share) {
      weight[k] += share;
      for (int j = 0; j < d; j++) {
        double value = rows[i * d + j];
        sum[k * d + j] += share * value;
        squares[k * d + j] += share * value * value;
      }
    }

    void maximise() {
      double[] within = new double[d];
      for (int at = 0; at < sum.length; at++) {
        double ofComponent = weight[at / d];
        mean[at] = ofComponent > 0 ? sum[at] / ofComponent : mean[at];
        squares[at] = Math.max(0, squares[at] - mean[at] * sum[at]);
        within[at % d] += squares[at] / n;
      }
      for (int at = 0; at < sum.length; at++) {
        double smoothed = squares[at] + SHRINKAGE * within[at % d];
        variance[at] = Math.max(NARROWEST, smoothed / (weight[at / d] + SHRINKAGE));
      }
      for (int k = 0; k < components; k++) {
        logWeight[k] = Math.log(weight[k] + 1);
      }
    }
  }
}
