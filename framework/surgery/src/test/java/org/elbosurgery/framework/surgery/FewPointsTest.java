package org.elbosurgery.framework.surgery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.StratifiedMeans;
import org.elbosurgery.framework.kernel.RandomPosteriors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard errors of few data points, whatever number of samples is asked for. */
@DisplayName("The standard errors of few points")
final class FewPointsTest {

  /** The golden numbers of a pair of unit-variance posteriors at +-1. */
  private static final double INFORMATION = 0.33683082;

  private static final double MARGINAL_KL = 0.16316918;

  private static final int TRIALS = 2 * Repetitions.COUNT;

  /**
   * Of a normal distribution 0.27 % is beyond 3 errors; 2000 degrees of freedom make that 0.28 %,
   * skewed values up to 0.5 %. Of 400 trials more than 10, of 2000 more than 25 are then beyond
   * with the probability 2e-5 for each quantity. With two samples of each point it was 12 to 16 %
   * of 2 points, 2 to 8 % of 10.
   */
  @ParameterizedTest(name = "{0} points")
  @ValueSource(ints = {2, 10, 50})
  @DisplayName("are passed threefold in 0.5 % of cases at most")
  void arePassedSeldom(int size) {
    Posteriors pair = RandomPosteriors.hypercube(1, 1);
    Posteriors posteriors = pair.rows(IntStream.range(0, size).map(n -> n % 2).toArray());
    Map<String, Integer> beyond = new LinkedHashMap<>();
    for (int i = 0; i < TRIALS; i++) {
      Decomposition terms =
          new ExactEstimator()
              .estimate(
                  posteriors,
                  DiagonalGaussianMixture.standard(1),
                  Budget.of(2, 1),
                  RandomStream.of(i));
      count(beyond, "mutual information", terms.mutualInformation(), INFORMATION);
      count(beyond, "marginal KL", terms.marginalKl(), MARGINAL_KL);
      count(beyond, "residual", terms.residual(), 0);
    }
    int most = Repetitions.most(TRIALS, 0.005, 2e-5);
    assertThat(beyond).hasSize(3).allSatisfy((name, count) -> assertThat(count).isBetween(0, most));
  }

  private static void count(
      Map<String, Integer> beyond, String name, Estimate estimate, double truth) {
    boolean far = Math.abs(estimate.mean() - truth) > 3 * estimate.standardError();
    beyond.merge(name, far ? 1 : 0, Integer::sum);
  }

  @Test
  @DisplayName("have 2000 degrees of freedom; those of many points as many samples as asked for")
  void haveFreedom() {
    assertThat(StratifiedMeans.enoughSamples(1, 2)).isEqualTo(2001);
    assertThat(StratifiedMeans.enoughSamples(2, 2)).isEqualTo(1001);
    assertThat(StratifiedMeans.enoughSamples(2, 5000)).isEqualTo(5000);
    assertThat(StratifiedMeans.enoughSamples(500, 2)).isEqualTo(5);
    assertThat(StratifiedMeans.enoughSamples(1999, 2)).isEqualTo(3);
    assertThat(StratifiedMeans.enoughSamples(2000, 1)).isEqualTo(2);
    assertThat(StratifiedMeans.enoughSamples(2001, 1)).isEqualTo(1);
  }
}
