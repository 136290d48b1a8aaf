package org.elbosurgery.framework.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.kernel.RandomPosteriors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The gap's parts")
final class MomentAndDimensionSplitTest {

  private static List<LatentDimension> dimensions(Posteriors posteriors) {
    return LatentDimension.of(posteriors, AggregateMoments.of(posteriors), ProgressListener.NONE);
  }

  /** One dimension: means and standard deviations. */
  private static Posteriors posteriors(double[] mean, double... deviation) {
    float[] means = new float[mean.length];
    float[] logVariances = new float[mean.length];
    for (int n = 0; n < mean.length; n++) {
      means[n] = (float) mean[n];
      logVariances[n] = (float) (2 * Math.log(deviation[n]));
    }
    return new Posteriors(mean.length, 1, means, logVariances);
  }

  /** Var(q) = 1 + a^2 in each dimension, no mean, no correlation. */
  @ParameterizedTest
  @CsvSource({"0.5, 0.01357852", "1, 0.16316918", "2, 1.36727981", "5, 11.80685368"})
  @DisplayName(
      "hypercube: variance and negentropy as by hand, no correlation, no total correlation")
  void hypercube(double a, double goldenKl) {
    int d = 4;
    Posteriors posteriors = RandomPosteriors.hypercube(a, d);
    AggregateMoments moments = AggregateMoments.of(posteriors);
    Estimate kl = new Estimate(d * goldenKl, 0.01, 100);
    MomentSplit split = MomentSplit.of(moments, kl);
    double variance = d * 0.5 * (a * a - Math.log(1 + a * a));
    assertThat(split.mean()).isCloseTo(0, within(1e-12));
    assertThat(split.variance()).isCloseTo(variance, within(1e-12));
    assertThat(split.correlation()).isCloseTo(0, within(1e-12));
    assertThat(split.negentropy()).isEqualTo(new Estimate(kl.mean() - variance, 0.01, 100));
    DimensionSplit dimensions = DimensionSplit.of(dimensions(posteriors), kl);
    // The golden numbers have eight decimals, the quadrature is right to a millionth.
    assertThat(dimensions.totalCorrelation().mean()).isCloseTo(0, within(1e-6 * d));
    assertThat(dimensions.dimensions())
        .hasSize(d)
        .allSatisfy(
            one -> {
              assertThat(one.marginalKl()).isCloseTo(goldenKl, within(1e-6));
              assertThat(one.averageKl()).isCloseTo(a * a / 2, within(1e-6));
              assertThat(one.variance()).isCloseTo(1 + a * a, within(1e-12));
              assertThat(one.activity()).isCloseTo(a * a, within(1e-12));
            });
  }

  /**
   * Two points at +-(1, 1) with variances 1/2: C = [[1.5, 1], [1, 1.5]], so that 1 - r^2 = 1 - 4/9
   * and the parts are m^2 / 2 with m = (0.5, 0), 0.5 - ln 1.5 and -1/2 ln (5/9).
   */
  @Test
  @DisplayName("mean, variance and correlation add up to the KL of a Gaussian with these moments")
  void correlated() {
    float half = (float) Math.log(0.5);
    Posteriors posteriors =
        new Posteriors(
            2, 2, new float[] {1.5f, 1, -0.5f, -1}, new float[] {half, half, half, half});
    MomentSplit split = MomentSplit.of(AggregateMoments.of(posteriors), new Estimate(2, 0.1, 10));
    assertThat(split.mean()).isCloseTo(0.125, within(1e-7));
    assertThat(split.variance()).isCloseTo(0.5 - Math.log(1.5), within(1e-7));
    assertThat(split.correlation()).isCloseTo(-0.5 * Math.log(5.0 / 9), within(1e-7));
  }

  /**
   * Unit-variance posteriors at +-(1, 1). Along the diagonal q(z) is a pair of unit-variance
   * Gaussians at +-sqrt 2, across it N(0, 1), so that its marginal KL is that of such a pair, by
   * the trapezoid rule; each of its dimensions is a pair at +-1. C = [[2, 1], [1, 2]], so that its
   * negentropy is that of the pair at +-sqrt 2, whose variance is 3. The estimate is allowed 5
   * standard errors, a false alarm in 6e-7; the seed is fixed.
   */
  @Test
  @DisplayName("two points on a diagonal: total correlation and negentropy as by hand")
  void diagonal() {
    Posteriors posteriors = new Posteriors(2, 2, new float[] {1, 1, -1, -1}, new float[4]);
    Estimate kl =
        GapEstimator.estimate(posteriors, List.of(), Budget.of(20000, 2), RandomStream.of(5))
            .standardMarginalKl();
    double pair = pairKl(Math.sqrt(2));
    assertThat(pairKl(1)).isCloseTo(0.16316918, within(1e-8));
    DimensionSplit dimensions = DimensionSplit.of(dimensions(posteriors), kl);
    assertThat(dimensions.totalCorrelation().mean())
        .isCloseTo(pair - 2 * 0.16316918, within(5 * kl.standardError() + 2e-6));
    assertThat(dimensions.totalCorrelation().standardError()).isLessThan(0.01);
    MomentSplit moments = MomentSplit.of(AggregateMoments.of(posteriors), kl);
    assertThat(moments.negentropy().mean())
        .isCloseTo(pair - 0.5 * (2 - Math.log(3)), within(5 * kl.standardError()));
  }

  /** KL(1/2 N(-a, 1) + 1/2 N(a, 1) || N(0, 1)), whose log-ratio is log cosh(a x) - a^2 / 2. */
  private static double pairKl(double a) {
    double sum = 0;
    for (int i = -1200; i <= 1200; i++) {
      double x = 0.01 * i;
      double logRatio = Math.log(Math.cosh(a * x)) - a * a / 2;
      sum += 0.01 * Math.exp(logRatio - x * x / 2) / Math.sqrt(2 * Math.PI) * logRatio;
    }
    return sum;
  }

  @Test
  @DisplayName("dimensions that follow from one another are reported")
  void noVolume() {
    float sharp = -80;
    Posteriors posteriors =
        new Posteriors(2, 2, new float[] {1, 1, -1, -1}, new float[] {sharp, sharp, sharp, sharp});
    assertThatThrownBy(() -> AggregateMoments.of(posteriors))
        .isInstanceOfSatisfying(
            ElboException.class,
            e -> assertThat(e.category()).isEqualTo(ElboException.Category.NUMERIC))
        .hasMessage(
            "the codes have no volume: dimension 2 follows from others; train with fewer --latent"
                + " dimensions");
  }

  @Test
  @DisplayName("stop when interrupted, and stay interrupted")
  void interrupted() {
    Posteriors posteriors = RandomPosteriors.trained(50, 3, 1);
    AggregateMoments moments = AggregateMoments.of(posteriors);
    List<Long> done = new ArrayList<>();
    try {
      assertThatThrownBy(
              () ->
                  LatentDimension.of(
                      posteriors,
                      moments,
                      (j, total) -> {
                        done.add(j);
                        Thread.currentThread().interrupt();
                      }))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
    assertThat(done).containsExactly(1L);
  }

  @Test
  @DisplayName("moments are those of the law of total variance, far from the origin too")
  void moments() {
    Posteriors posteriors = RandomPosteriors.trained(50, 3, 1);
    float[] shifted = new float[150];
    float[] logVariance = new float[150];
    for (int i = 0; i < 150; i++) {
      shifted[i] = (float) posteriors.mean(i / 3, i % 3) + 1000;
      logVariance[i] = (float) posteriors.logVariance(i / 3, i % 3);
    }
    AggregateMoments far = AggregateMoments.of(new Posteriors(50, 3, shifted, logVariance));
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double product = 0;
        double meanI = 0;
        double meanJ = 0;
        double within = 0;
        for (int n = 0; n < 50; n++) {
          double u = shifted[3 * n + i] - 1000.0;
          double v = shifted[3 * n + j] - 1000.0;
          product += u * v / 50;
          meanI += u / 50;
          meanJ += v / 50;
          within += i == j ? Math.exp(logVariance[3 * n + j]) / 50 : 0;
        }
        assertThat(far.covariance(i, j)).isCloseTo(product - meanI * meanJ + within, within(1e-9));
      }
    }
  }

  /** For separated posteriors the entropy of q is log N + the mean entropy of the posteriors. */
  @Test
  @DisplayName("sharp posteriors between broad ones are integrated rightly")
  void sharp() {
    Posteriors posteriors = posteriors(new double[] {-40, 0, 50}, 3, 0.004, 0.5);
    double entropy = Math.log(3);
    for (double s : new double[] {3, 0.004, 0.5}) {
      entropy += (0.5 * (1 + Math.log(2 * Math.PI)) + Math.log(s)) / 3;
    }
    assertThat(MarginalEntropy.of(posteriors, 0)).isCloseTo(entropy, within(2e-6));
  }

  /**
   * One dimension of random codes, by the trapezoid rule with every component at every node of a
   * grid four times as fine.
   */
  @Test
  @DisplayName("the quadrature agrees with the sum over all components at every node")
  void direct() {
    Posteriors posteriors = RandomPosteriors.trained(40, 2, 3);
    double step = 0.01;
    for (int j = 0; j < 2; j++) {
      double entropy = 0;
      for (int i = -1200; i <= 1200; i++) {
        double q = 0;
        for (int n = 0; n < 40; n++) {
          double variance = Math.exp(posteriors.logVariance(n, j));
          double u = i * step - posteriors.mean(n, j);
          q += Math.exp(-u * u / variance / 2) / Math.sqrt(2 * Math.PI * variance) / 40;
        }
        entropy -= q > 0 ? step * q * Math.log(q) : 0;
      }
      assertThat(MarginalEntropy.of(posteriors, j)).isCloseTo(entropy, within(1e-6));
    }
  }

  @Test
  @DisplayName("a dimension is active if its means vary by more than a hundredth")
  void active() {
    assertThat(dimensions(posteriors(new double[] {-0.11, 0.11}, 1, 1)).get(0).active()).isTrue();
    assertThat(dimensions(posteriors(new double[] {-0.09, 0.09}, 1, 1)).get(0).active()).isFalse();
  }

  @Test
  @DisplayName("a dimension is in use by the capacity of its channel, whatever the scale of codes")
  void capacity() {
    // means at -a and a have the variance a^2: 1/2 log(1 + 1/1) = 0.3466, 1/2 log(1 + 0.09) =
    // 0.0431
    for (double scale : new double[] {0.01, 1, 100}) {
      LatentDimension used =
          dimensions(posteriors(new double[] {-scale, scale}, scale, scale)).get(0);
      assertThat(used.capacity()).isCloseTo(0.34657359, within(1e-6));
      assertThat(used.inUse()).isTrue();
      LatentDimension unused =
          dimensions(posteriors(new double[] {-0.3 * scale, 0.3 * scale}, scale, scale)).get(0);
      assertThat(unused.capacity()).isCloseTo(0.04308885, within(1e-6));
      assertThat(unused.inUse()).isFalse();
    }
    // no noise that a double can tell: 1/2 log 2^52
    assertThat(new LatentDimension(0, 1, 0, 0, 1).capacity()).isCloseTo(18.0218, within(1e-4));
  }

  @Test
  @DisplayName("standard deviations too far apart for any grid are reported with the dimension")
  void tooFarApart() {
    assertThatThrownBy(() -> MarginalEntropy.of(posteriors(new double[] {0, 0}, 1e-7, 1), 0))
        .isInstanceOfSatisfying(
            ElboException.class,
            e -> assertThat(e.category()).isEqualTo(ElboException.Category.NUMERIC))
        .hasMessageContaining("dimension 1 has standard deviations down to");
  }
}
