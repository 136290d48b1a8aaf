package org.elbosurgery.framework.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.FullCovarianceGaussian;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.kernel.RandomPosteriors;
import org.elbosurgery.framework.surgery.BoundsEstimator.Side;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bounds against exact values; those that are sampled are allowed 5 standard errors. */
final class BoundsEstimatorTest {

  /** Two components at +-1.5 in every dimension, of variance 1/2. */
  private static DiagonalGaussianMixture lumps(int d) {
    double[] mean = new double[2 * d];
    double[] logVariance = new double[2 * d];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = i < d ? -1.5 : 1.5;
      logVariance[i] = Math.log(0.5);
    }
    return new DiagonalGaussianMixture(new double[] {0, 1}, mean, logVariance);
  }

  private static Decomposition bound(Side side, Posteriors posteriors, Distribution prior) {
    return new BoundsEstimator(side)
        .estimate(posteriors, prior, Budget.of(200, 2), RandomStream.of(1));
  }

  private static void assertBracketed(
      Posteriors posteriors, Distribution prior, double information, double marginalKl) {
    Decomposition lower = bound(Side.LOWER, posteriors, prior);
    Decomposition upper = bound(Side.UPPER, posteriors, prior);
    assertThat(lower.bound()).isEqualTo(InformationBound.LOWER);
    assertThat(upper.bound()).isEqualTo(InformationBound.UPPER);
    assertThat(lower.mutualInformation().isExact()).isTrue();
    assertThat(information)
        .isBetween(
            lower.mutualInformation().mean() - 1e-7, upper.mutualInformation().mean() + 1e-7);
    assertThat(marginalKl)
        .isBetween(
            upper.marginalKl().mean() - 5 * upper.marginalKl().standardError() - 1e-7,
            lower.marginalKl().mean() + 5 * lower.marginalKl().standardError() + 1e-7);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.11142148, 0.01357852",
    "1, 0.33683082, 0.16316918",
    "2, 0.63272019, 1.36727981",
    "5, 0.69314632, 11.80685368"
  })
  @DisplayName("bracket the golden values of pairs, and d times them at the corners of cubes")
  void golden(double a, double information, double marginalKl) {
    for (int d : new int[] {1, 2, 5, 10}) {
      Posteriors posteriors = RandomPosteriors.hypercube(a, d);
      assertBracketed(
          posteriors, DiagonalGaussianMixture.standard(d), d * information, d * marginalKl);
    }
  }

  /**
   * The Bhattacharyya distance of unit variances 2a apart is (2a)^2 / 8, their Kullback-Leibler
   * divergence (2a)^2 / 2.
   */
  @Test
  @DisplayName("are their formulas: for a pair at +-a, log 2 - log(1 + exp(-a^2/2)) and exp(-2a^2)")
  void pair() {
    Posteriors pair = RandomPosteriors.hypercube(0.7, 1);
    Distribution prior = DiagonalGaussianMixture.standard(1);
    double a = 0.7f;
    assertThat(bound(Side.LOWER, pair, prior).mutualInformation().mean())
        .isCloseTo(Math.log(2) - Math.log1p(Math.exp(-a * a / 2)), within(1e-12));
    assertThat(bound(Side.UPPER, pair, prior).mutualInformation().mean())
        .isCloseTo(Math.log(2) - Math.log1p(Math.exp(-2 * a * a)), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  @DisplayName("meet where all posteriors are equal, at 0, and where they are far apart, at log N")
  void collapse(int d) {
    Distribution prior = DiagonalGaussianMixture.standard(d);
    Posteriors same = RandomPosteriors.trained(1, d, 2).rows(new int[37]);
    Posteriors apart = RandomPosteriors.hypercube(20, d);
    for (Side side : Side.values()) {
      assertThat(bound(side, same, prior).mutualInformation().mean()).isCloseTo(0, within(1e-12));
      assertThat(bound(side, apart, prior).mutualInformation().mean())
          .isCloseTo(d * Math.log(2), within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10})
  @DisplayName("bracket what the exact estimator finds, for priors with and without a closed form")
  void random(int d) {
    Posteriors posteriors = RandomPosteriors.trained(600, d, d);
    double[][] covariance = new double[d][d];
    for (int j = 0; j < d; j++) {
      covariance[j][j] = 1 + 0.1 * j;
    }
    for (Distribution prior :
        new Distribution[] {
          DiagonalGaussianMixture.standard(d),
          FullCovarianceGaussian.of(new double[d], covariance),
          lumps(d)
        }) {
      Decomposition exact =
          new ExactEstimator().estimate(posteriors, prior, Budget.of(20, 2), RandomStream.of(2));
      Estimate information = exact.mutualInformation();
      Estimate marginalKl = exact.marginalKl();
      Decomposition lower = bound(Side.LOWER, posteriors, prior);
      Decomposition upper = bound(Side.UPPER, posteriors, prior);
      assertThat(information.mean())
          .isBetween(
              lower.mutualInformation().mean() - 5 * information.standardError(),
              upper.mutualInformation().mean() + 5 * information.standardError());
      assertThat(marginalKl.mean())
          .isBetween(
              upper.marginalKl().mean() - 5 * marginalKl.standardError() - 1e-6,
              lower.marginalKl().mean() + 5 * marginalKl.standardError() + 1e-6);
    }
  }

  @Test
  @DisplayName("of a mixture prior are deterministic, and meet for one component of no width")
  void mixturePrior() {
    Posteriors posteriors = RandomPosteriors.trained(50, 2, 1);
    Decomposition lower = bound(Side.LOWER, posteriors, lumps(2));
    assertThat(lower.marginalKl().isExact()).isTrue();
    assertThat(lower.averageKl().isExact()).isFalse();

    // Of a sharp posterior in a broad component both bounds are -log p at its mean.
    Posteriors sharp = new Posteriors(1, 1, new double[] {0.3}, new double[] {-20});
    DiagonalGaussianMixture broad =
        new DiagonalGaussianMixture(new double[2], new double[2], new double[2]);
    double expected = (Math.log(2 * Math.PI) + 0.3 * 0.3) / 2;
    MixtureCrossEntropy crossEntropy = new MixtureCrossEntropy(broad);
    assertThat(crossEntropy.atLeast(sharp, 0)).isCloseTo(expected, within(1e-8));
    assertThat(crossEntropy.atMost(sharp, 0)).isCloseTo(expected, within(1e-8));
  }

  @Test
  @DisplayName("of more than 10000 points have the standard error of those that were taken")
  void subsampled() {
    Posteriors some = RandomPosteriors.trained(500, 1, 1);
    int[] rows = new int[10_500];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i % 500;
    }
    Distribution prior = DiagonalGaussianMixture.standard(1);
    Estimate exact = bound(Side.LOWER, some, prior).mutualInformation();
    Estimate estimate = bound(Side.LOWER, some.rows(rows), prior).mutualInformation();
    assertThat(estimate.standardError()).isPositive();
    assertThat(estimate.mean()).isCloseTo(exact.mean(), within(5 * estimate.standardError()));
  }
}
