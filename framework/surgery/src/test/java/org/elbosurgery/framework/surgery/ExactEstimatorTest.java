package org.elbosurgery.framework.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.kernel.RandomPosteriors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The estimator against oracles. Stochastic comparisons allow 5 standard errors; with normal errors
 * that is a false alarm in 6e-7 of comparisons, and seeds are fixed.
 */
final class ExactEstimatorTest {

  @Test
  @DisplayName("ServiceLoader finds it under its name")
  void service() {
    assertThat(ServiceLoader.load(Estimator.class))
        .anyMatch(estimator -> estimator instanceof ExactEstimator);
  }

  /** Per dimension the golden numbers of two posteriors at +-1, where average KL is 1/2. */
  @ParameterizedTest
  @CsvSource({"1, 1, 4000", "2, 1, 2000", "5, 10, 200", "10, 20, 10", "10, 1, 1"})
  @DisplayName("hypercube: every term is d times that of the pair at +-1")
  void hypercube(int d, int seed, int samples) {
    Decomposition terms =
        ExactTerms.estimate(
            RandomPosteriors.hypercube(1, d), DiagonalGaussianMixture.standard(d), samples, seed);
    assertThat(terms.averageKl().mean()).isCloseTo(0.5 * d, within(1e-12));
    assertThat(terms.averageKl().standardError()).isZero();
    ExactTerms.assertWithinError(terms.mutualInformation(), 0.33683082 * d);
    ExactTerms.assertWithinError(terms.marginalKl(), 0.16316918 * d);
    ExactTerms.assertWithinError(terms.residual(), 0);
    terms
        .routes()
        .forEach(
            (name, route) -> {
              double perDimension =
                  name.startsWith("average")
                      ? 0.5
                      : name.startsWith("mutual") ? 0.33683082 : 0.16316918;
              ExactTerms.assertWithinError(route, perDimension * d);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.11142148, 0.01357852",
    "2, 0.63272019, 1.36727981",
    "5, 0.69314632, 11.80685368"
  })
  @DisplayName("pairs at +-a: the terms are the exact ones")
  void pairs(double a, double mutualInformation, double marginalKl) {
    Decomposition terms =
        ExactTerms.estimate(
            RandomPosteriors.hypercube(a, 1), DiagonalGaussianMixture.standard(1), 5_000, 3);
    ExactTerms.assertWithinError(terms.mutualInformation(), mutualInformation);
    ExactTerms.assertWithinError(terms.marginalKl(), marginalKl);
    assertThat(terms.averageKl().mean()).isCloseTo(a * a / 2, within(1e-12));
  }

  @Test
  @DisplayName("the routes are named, in the order of computation")
  void routes() {
    Decomposition terms =
        ExactTerms.estimate(
            RandomPosteriors.trained(20, 2, 1), DiagonalGaussianMixture.standard(2), 1, 3);
    assertThat(terms.routes().keySet())
        .containsExactly(
            "average KL, closed form",
            "mutual information, responsibility entropy",
            "mutual information, paired",
            "marginal KL, direct",
            "marginal KL, through average KL");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  @DisplayName(
      "the values per data point average to the paired and the direct route, point by point")
  void points(int samples) {
    Posteriors posteriors = RandomPosteriors.trained(150, 2, 1);
    DiagonalGaussianMixture standard = DiagonalGaussianMixture.standard(2);
    Decomposition terms = ExactTerms.estimate(posteriors, standard, samples, 3);
    PointValues points = terms.points().orElseThrow();
    assertThat(points.size()).isEqualTo(150);
    assertThat(StatUtils.mean(points.mutualInformation()))
        .isCloseTo(terms.routes().get("mutual information, paired").mean(), within(1e-12));
    assertThat(StatUtils.mean(points.marginalKl()))
        .isCloseTo(terms.routes().get("marginal KL, direct").mean(), within(1e-12));
    double[] crossEntropy = standard.crossEntropy(posteriors).orElseThrow().toDoubleVector();
    double[] kl = points.averageKl();
    for (int n = 0; n < kl.length; n++) {
      assertThat(kl[n]).isCloseTo(crossEntropy[n] - posteriors.entropy(n), within(1e-12));
    }
  }

  /**
   * Means -2, 0 and 2, unit variances. By the trapezoid rule each point has its own values; 20000
   * samples of each bring the estimates within 5 standard errors, sd / sqrt(20000) with sd below 3.
   */
  @Test
  @DisplayName("the values per data point are those of quadrature, of a sampled average KL too")
  void pointsAgreeWithQuadrature() {
    Posteriors posteriors = new Posteriors(3, 1, new float[] {-2, 0, 2}, new float[3]);
    Distribution prior =
        new DiagonalGaussianMixture(
            new double[] {0, 0.5}, new double[] {-0.8, 0.7}, new double[] {-1, 0.2});
    PointValues points = ExactTerms.estimate(posteriors, prior, 20_000, 3).points().orElseThrow();
    for (int n = 0; n < 3; n++) {
      double[] expected = quadrature(posteriors, prior, n);
      double error = 5 * 3 / Math.sqrt(20_000);
      assertThat(points.averageKl()[n]).isCloseTo(expected[0], within(error));
      assertThat(points.mutualInformation()[n]).isCloseTo(expected[1], within(error));
      assertThat(points.marginalKl()[n]).isCloseTo(expected[2], within(error));
    }
  }

  /** Returns E_{q_n} of log q_n - log p, log q_n - log q and log q - log p for unit variances. */
  private static double[] quadrature(Posteriors posteriors, Distribution prior, int n) {
    double step = 1e-3;
    double[][] z = new double[20_001][1];
    Arrays.setAll(z, i -> new double[] {(i - 10_000) * step});
    double[] logPrior = prior.logProb(Nd4j.createFromArray(z)).toDoubleVector();
    double[] sums = new double[3];
    for (int i = 0; i < z.length; i++) {
      double mixture = 0;
      for (int m = 0; m < posteriors.size(); m++) {
        mixture +=
            Math.exp(FormulaPrior.standardGaussian(new double[] {z[i][0] - posteriors.mean(m, 0)}));
      }
      double logAggregate = Math.log(mixture / posteriors.size());
      double logPosterior =
          FormulaPrior.standardGaussian(new double[] {z[i][0] - posteriors.mean(n, 0)});
      double weight = step * Math.exp(logPosterior);
      sums[0] += weight * (logPosterior - logPrior[i]);
      sums[1] += weight * (logPosterior - logAggregate);
      sums[2] += weight * (logAggregate - logPrior[i]);
    }
    return sums;
  }

  @Test
  @DisplayName("the combined marginal KL is never less certain than the better route")
  void combinationIsBetter() {
    for (int d : new int[] {1, 2, 10}) {
      Decomposition terms =
          ExactTerms.estimate(
              RandomPosteriors.trained(500, d, 1), DiagonalGaussianMixture.standard(d), 4, 3);
      double direct = terms.routes().get("marginal KL, direct").standardError();
      double through = terms.routes().get("marginal KL, through average KL").standardError();
      assertThat(terms.marginalKl().standardError())
          .isLessThanOrEqualTo(1.0001 * Math.min(direct, through));
    }
  }

  @Test
  @DisplayName("identical posteriors: no mutual information, marginal KL = average KL")
  void identical() {
    Posteriors posteriors = RandomPosteriors.rows(RandomPosteriors.trained(1, 3, 2), 37, i -> 0);
    Decomposition terms =
        ExactTerms.estimate(posteriors, DiagonalGaussianMixture.standard(3), 2, 3);
    assertThat(terms.mutualInformation().mean()).isCloseTo(0, within(1e-6));
    assertThat(terms.marginalKl().mean()).isCloseTo(terms.averageKl().mean(), within(1e-6));
    ExactTerms.assertWithinError(
        terms.routes().get("marginal KL, direct"), terms.averageKl().mean());
  }

  /** For unit variances the Bhattacharyya coefficient of means 2a apart is exp(-(2a)^2 / 8). */
  @Test
  @DisplayName("well separated: log N - I lies between 0 and the Bhattacharyya bound")
  void separated() {
    Posteriors posteriors = RandomPosteriors.hypercube(5, 3);
    Decomposition terms =
        ExactTerms.estimate(posteriors, DiagonalGaussianMixture.standard(3), 500, 3);
    double bound = Math.pow(1 + Math.exp(-12.5), 3) - 1;
    double missing = Math.log(8) - terms.mutualInformation().mean();
    assertThat(missing).isBetween(-1e-7, bound + 5 * terms.mutualInformation().standardError());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  @DisplayName("one point: no mutual information, and the marginal KL is the KL of that point")
  void onePoint(int samples) {
    Posteriors posteriors = new Posteriors(1, 1, new float[] {2}, new float[] {-1});
    Decomposition terms =
        ExactTerms.estimate(posteriors, DiagonalGaussianMixture.standard(1), samples, 3);
    double kl = 0.5 * (Math.exp(-1) + 4 - 1 + 1);
    assertThat(terms.mutualInformation()).isEqualTo(new Estimate(0, 0, 2001));
    assertThat(terms.averageKl().mean()).isCloseTo(kl, within(1e-12));
    assertThat(terms.marginalKl().mean()).isCloseTo(kl, within(1e-12));
  }

  @Test
  @DisplayName("two points, one dimension, one sample each")
  void smallest() {
    Decomposition terms =
        ExactTerms.estimate(
            RandomPosteriors.hypercube(1, 1), DiagonalGaussianMixture.standard(1), 1, 3);
    assertThat(terms.mutualInformation().samples())
        .as("1001 each: 2000 degrees of freedom")
        .isEqualTo(2002);
    ExactTerms.assertWithinError(terms.mutualInformation(), 0.33683082);
  }

  @Test
  @DisplayName("the number of threads changes no bit; another seed does")
  void threads() {
    Posteriors posteriors = RandomPosteriors.trained(700, 4, 1);
    Distribution prior = DiagonalGaussianMixture.standard(4);
    Decomposition one =
        new ExactEstimator().estimate(posteriors, prior, Budget.of(3, 1), RandomStream.of(1));
    Decomposition many =
        new ExactEstimator().estimate(posteriors, prior, Budget.of(3, 4), RandomStream.of(1));
    assertThat(many).isEqualTo(one);
    assertThat(ExactTerms.estimate(posteriors, prior, 3, 2)).isNotEqualTo(one);
  }

  @Test
  @DisplayName("several blocks of rows: progress rises to N S, and the oracle still holds")
  void blocksOfRows() {
    AtomicLong last = new AtomicLong();
    Budget budget =
        new Budget(
            700_000,
            2,
            (done, total) -> {
              assertThat(total).isEqualTo(1_400_000);
              assertThat(done).isGreaterThan(last.getAndSet(done));
            });
    Decomposition terms =
        new ExactEstimator()
            .estimate(
                RandomPosteriors.hypercube(2, 1),
                new FormulaPrior(1, FormulaPrior::standardGaussian, Optional.empty()),
                budget,
                RandomStream.of(1));
    assertThat(last).hasValue(1_400_000);
    ExactTerms.assertWithinError(terms.mutualInformation(), 0.63272019);
  }

  @Test
  @DisplayName("the identity is a check that can fail: a wrong closed form shows in the residual")
  void residualCanFail() {
    Posteriors posteriors = RandomPosteriors.trained(500, 2, 1);
    double[] entropies =
        DiagonalGaussianMixture.standard(2).crossEntropy(posteriors).orElseThrow().toDoubleVector();
    double[] wrong = Arrays.stream(entropies).map(h -> h + 0.5).toArray();
    FormulaPrior prior =
        new FormulaPrior(
            2, FormulaPrior::standardGaussian, Optional.of(Nd4j.createFromArray(wrong)));
    Estimate residual = ExactTerms.estimate(posteriors, prior, 4, 3).residual();
    assertThat(residual.mean()).isGreaterThan(10 * residual.standardError());
    ExactTerms.assertWithinError(residual, 0.5);
  }

  @Test
  @DisplayName("codes and prior of different dimensions are refused")
  void dimensions() {
    assertThatThrownBy(
            () ->
                ExactTerms.estimate(
                    RandomPosteriors.hypercube(1, 2), DiagonalGaussianMixture.standard(3), 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("codes have 2 dimensions, the prior 3");
  }

  @Test
  @DisplayName("more values a posterior than are held at once are refused, with what is allowed")
  void tooManySamples() {
    assertThatThrownBy(
            () ->
                ExactTerms.estimate(
                    RandomPosteriors.hypercube(1, 3),
                    DiagonalGaussianMixture.standard(3),
                    1 << 23,
                    1))
        .isInstanceOfSatisfying(
            ElboException.class,
            e -> assertThat(e.category()).isEqualTo(ElboException.Category.USER))
        .hasMessageContaining("25165824 values at once")
        .hasMessageEndingWith("take samples 5592405 or fewer");
  }
}
