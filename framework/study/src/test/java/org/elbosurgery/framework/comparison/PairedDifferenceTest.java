package org.elbosurgery.framework.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.exchange.PointTerms;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.surgery.ExactEstimator;
import org.elbosurgery.framework.surgery.SubsampledEstimator;
import org.elbosurgery.framework.surgery.Surgery;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("pairs")
@DisplayName("A paired difference")
final class PairedDifferenceTest {

  /**
   * Reconstruction: differences 1, 0, 2 of the points, sd 1. The three divergences: 3, 3, 0, sd
   * sqrt(3). ELBO: -2, -3, 2, sd sqrt(7). Each sd / sqrt(3) is the error; the reported estimates
   * are other numbers than the points' averages.
   */
  @Test
  @DisplayName("is that of the reported estimates; its error is that of the points' differences")
  void byHand() {
    Surgery baseline =
        Surgeries.of(Surgeries.points(new double[] {1, 2, 3}, 4, 5, 6), -10, 2, 1, 3);
    Surgery other =
        Surgeries.of(Surgeries.points(new double[] {2, 2, 5}, 7, 8, 6), -7.5, 2.5, 3, 5);
    assertDifference(Term.RECONSTRUCTION, baseline, other, 2.5, 1);
    assertDifference(Term.MUTUAL_INFORMATION, baseline, other, 0.5, Math.sqrt(3));
    assertDifference(Term.MARGINAL_KL, baseline, other, 2, Math.sqrt(3));
    assertDifference(Term.AVERAGE_KL, baseline, other, 2, Math.sqrt(3));
    assertDifference(Term.ELBO, baseline, other, 0.5, Math.sqrt(7));
  }

  private static void assertDifference(
      Term term, Surgery baseline, Surgery other, double mean, double deviation) {
    Estimate difference = PairedDifference.of(term, baseline, other).orElseThrow();
    assertThat(difference.mean()).as("%s", term).isCloseTo(mean, within(1e-12));
    assertThat(difference.standardError())
        .as("%s", term)
        .isCloseTo(deviation / Math.sqrt(3), within(1e-12));
    assertThat(difference.samples()).isEqualTo(3);
  }

  @Test
  @DisplayName("has the errors of both estimated normalisers in the terms with log p(z)")
  void normalizers() {
    Surgery whole = Surgeries.of(Surgeries.points(new double[] {1, 2}, 3, 4), 1, 2, 3, 4);
    Surgery three = Surgeries.withNormalizerError(whole, 3);
    Surgery four = Surgeries.withNormalizerError(whole, 4);
    for (Term term : Term.values()) {
      boolean containsPrior = term != Term.RECONSTRUCTION && term != Term.MUTUAL_INFORMATION;
      // The points of the two are the same, so that all of the error is that of the normalisers.
      assertThat(PairedDifference.of(term, three, four).orElseThrow().standardError())
          .as("%s", term)
          .isEqualTo(containsPrior ? 5 : 0);
    }
  }

  @Test
  @DisplayName("is absent where one of the two has no values per point, and of a single point")
  void absent() {
    Surgery whole = Surgeries.of(Surgeries.points(new double[] {1, 2}, 3, 4), 1, 2, 3, 4);
    Surgery without = whole.with(Optional.empty());
    Surgery single = Surgeries.of(Surgeries.points(new double[] {1}, 3), 1, 2, 3, 4);
    for (Term term : Term.values()) {
      assertThat(PairedDifference.of(term, whole, without)).isEmpty();
      assertThat(PairedDifference.of(term, without, whole)).isEmpty();
      assertThat(PairedDifference.of(term, single, single)).isEmpty();
      assertThat(PairedDifference.of(term, whole, whole)).isPresent();
    }
  }

  @Test
  @DisplayName("of codes without values of the reconstruction is that of their divergences")
  void codesAlone() {
    Surgery whole = Surgeries.of(Surgeries.points(new double[] {1, 2}, 3, 4), 1, 2, 3, 4);
    Surgery codes = new Surgery(2, 1, whole.reconstruction(), whole.terms(), Optional.empty());
    for (Term term : Term.values()) {
      assertThat(PairedDifference.of(term, codes, codes).isPresent())
          .as("%s", term)
          .isEqualTo(term != Term.RECONSTRUCTION && term != Term.ELBO);
    }
  }

  /**
   * An encoder in one dimension that is linear: data u ~ N(0, 1), q(z|u) = N(slope u, scale^2), and
   * a log-likelihood -(u - shift)^2 / 2 that needs no sampling. Over the population q(z) = N(0,
   * slope^2 + scale^2).
   */
  private record Linear(double slope, double scale, double shift) {

    Surgery surgery(double[] u, int samples, long seed) {
      return surgery(new ExactEstimator(), u, samples, seed);
    }

    Surgery surgery(Estimator estimator, double[] u, int samples, long seed) {
      float[] mean = new float[u.length];
      float[] logVariance = new float[u.length];
      double[] reconstruction = new double[u.length];
      double sum = 0;
      for (int n = 0; n < u.length; n++) {
        mean[n] = (float) (slope * u[n]);
        logVariance[n] = (float) (2 * Math.log(scale));
        reconstruction[n] = -(u[n] - shift) * (u[n] - shift) / 2;
        sum += reconstruction[n];
      }
      Posteriors posteriors = new Posteriors(u.length, 1, mean, logVariance);
      Distribution prior = DiagonalGaussianMixture.standard(1);
      Decomposition terms =
          estimator.estimate(posteriors, prior, Budget.of(samples, 1), RandomStream.of(seed));
      return new Surgery(
          u.length,
          1,
          Optional.of(Estimate.exact(sum / u.length)),
          terms,
          terms.points().map(values -> PointTerms.of(reconstruction, values)));
    }

    double truth(Term term) {
      double variance = slope * slope + scale * scale;
      return switch (term) {
        case RECONSTRUCTION -> -(1 + shift * shift) / 2;
        case MUTUAL_INFORMATION -> Math.log(variance / (scale * scale)) / 2;
        case MARGINAL_KL -> (variance - 1 - Math.log(variance)) / 2;
        case AVERAGE_KL -> (variance - 1 - 2 * Math.log(scale)) / 2;
        case ELBO -> truth(Term.RECONSTRUCTION) - truth(Term.AVERAGE_KL);
      };
    }
  }

  /**
   * 200 data sets of 300 points from a population whose terms are known. An interval of 1.96 errors
   * covers the difference of the population's terms with probability 0.95 or more, so that fewer
   * than 176 of 200 do with probability 2.6e-5 a term at most (binomial), 1.3e-4 in all. The data
   * differ from one set to the next, so an error that counts the sampling of z alone covers far
   * less often: the last assertion shows that the test would see it.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  @DisplayName("covers the truth as often as its error says, over data sets")
  void coverage(int samples) {
    Linear one = new Linear(0.9, 0.5, 0.3);
    Linear two = new Linear(1.1, 0.7, -0.2);
    int repetitions = 200;
    Map<Term, Integer> covered = new EnumMap<>(Term.class);
    int coveredBySampling = 0;
    for (int i = 0; i < repetitions; i++) {
      RandomStream random = RandomStream.of(17).at(i);
      double[] u = new double[300];
      for (int n = 0; n < u.length; n++) {
        u[n] = random.nextGaussian();
      }
      Surgery first = one.surgery(u, samples, i);
      Surgery second = two.surgery(u, samples, i);
      for (Term term : Term.values()) {
        Estimate difference = PairedDifference.of(term, first, second).orElseThrow();
        double truth = two.truth(term) - one.truth(term);
        covered.merge(term, covers(difference, truth), Integer::sum);
      }
      Estimate unpaired = first.terms().marginalKl();
      coveredBySampling += covers(unpaired, one.truth(Term.MARGINAL_KL));
    }
    assertThat(covered).allSatisfy((term, count) -> assertThat(count).isGreaterThanOrEqualTo(176));
    if (samples > 1) { // one sample a point counts how the points differ, and so is conservative
      assertThat(coveredBySampling).isLessThan(160);
    }
  }

  /**
   * Two models of 4000 points each, of which 1000 were drawn: what drawing adds to the error is not
   * in their spread divided by the whole N. An interval covers with probability 0.95 or more, so
   * that fewer than 51 of 60 do with probability 1e-3 a term at most (binomial), 5e-3 in all.
   * Without the error of drawing half of those of the mutual information cover: the last assertion
   * shows that the test would see it.
   */
  @Test
  @DisplayName("covers the truth as often as its error says where only some points were drawn")
  void coverageOfDrawn() {
    Linear one = new Linear(0.9, 0.5, 0.3);
    Linear two = new Linear(1.1, 0.7, -0.2);
    Map<Term, Integer> covered = new EnumMap<>(Term.class);
    int coveredByData = 0;
    for (int i = 0; i < 60; i++) {
      RandomStream random = RandomStream.of(23).at(i);
      double[] u = new double[4000];
      for (int n = 0; n < u.length; n++) {
        u[n] = random.nextGaussian();
      }
      Surgery first = one.surgery(new SubsampledEstimator(0.05), u, 2, i);
      Surgery second = two.surgery(new SubsampledEstimator(0.03), u, 2, i);
      for (Term term : Term.values()) {
        Estimate difference = PairedDifference.of(term, first, second).orElseThrow();
        assertThat(difference.samples()).isEqualTo(1000);
        double truth = two.truth(term) - one.truth(term);
        covered.merge(term, covers(difference, truth), Integer::sum);
        if (term == Term.MUTUAL_INFORMATION) {
          double drawing =
              Math.hypot(term.errorBesidePoints(first), term.errorBesidePoints(second));
          double data = Math.sqrt(Math.pow(difference.standardError(), 2) - drawing * drawing);
          coveredByData += covers(new Estimate(difference.mean(), data, 1000), truth);
        }
      }
    }
    assertThat(covered).allSatisfy((term, count) -> assertThat(count).isGreaterThanOrEqualTo(51));
    assertThat(coveredByData).isLessThan(51);
  }

  private static int covers(Estimate estimate, double truth) {
    return Math.abs(estimate.mean() - truth) <= 1.96 * estimate.standardError() ? 1 : 0;
  }
}
