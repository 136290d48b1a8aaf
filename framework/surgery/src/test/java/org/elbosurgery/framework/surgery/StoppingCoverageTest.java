package org.elbosurgery.framework.surgery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.kernel.RandomPosteriors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whether 95 % intervals hold the truth in 95 % of seeded {@linkplain Repetitions repetitions} when
 * sampling stopped as soon as they were short enough. The truth is the grid's.
 */
@DisplayName("A 95 % interval of the subsampled estimator, which stops by its error,")
final class StoppingCoverageTest {

  private static Distribution prior(boolean closedForm) {
    return closedForm
        ? DiagonalGaussianMixture.standard(2)
        : new DiagonalGaussianMixture(
            new double[] {0, 0.3}, new double[] {-0.6, 0, 0.5, 0.2}, new double[] {0, 0, 0, -0.3});
  }

  /** 2400 posteriors: the tolerances are met by about 1000 of them, and by most. */
  @ParameterizedTest
  @CsvSource({"0.02, true", "0.02, false", "0.009, true"})
  @DisplayName("covers in 95 %, whether few points were drawn or all, several times")
  void covers(double tolerance, boolean closedForm) {
    Posteriors posteriors = RandomPosteriors.trained(2400, 2, 11);
    Distribution prior = prior(closedForm);
    Decomposition truth =
        new GridEstimator().estimate(posteriors, prior, Budget.of(1, 1), RandomStream.of(1));
    SubsampledEstimator estimator = new SubsampledEstimator(tolerance);
    Map<String, Integer> covered = new LinkedHashMap<>();
    for (int i = 0; i < Repetitions.COUNT; i++) {
      Decomposition terms =
          estimator.estimate(posteriors, prior, Budget.of(100, 1), RandomStream.of(i));
      Map.of(
              "mutual information",
              covers(terms.mutualInformation(), truth.mutualInformation()),
              "marginal KL",
              covers(terms.marginalKl(), truth.marginalKl()),
              "average KL",
              closedForm || covers(terms.averageKl(), truth.averageKl()))
          .forEach((name, hit) -> covered.merge(name, hit ? 1 : 0, Integer::sum));
      assertThat(terms.mutualInformation().standardError()).isLessThan(tolerance);
      assertThat(terms.marginalKl().standardError()).isLessThan(tolerance);
      assertThat(terms.averageKl().standardError()).isLessThan(tolerance);
    }
    if (closedForm) {
      covered.remove("average KL");
    }
    Repetitions.assertCoverage(covered);
  }

  private static boolean covers(Estimate estimate, Estimate truth) {
    return Math.abs(estimate.mean() - truth.mean()) <= 1.96 * estimate.standardError();
  }
}
