package org.elbosurgery.framework.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.kernel.Kernel;
import org.elbosurgery.framework.kernel.RandomPosteriors;
import org.elbosurgery.framework.option.Share;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Partial sums of shares of the components")
final class PartialSumsTest {

  private static final int N = 3000;
  private static final int D = 3;
  private static final RandomStream RANDOM = RandomStream.of(5);

  private final Posteriors posteriors = RandomPosteriors.trained(N, D, 4);

  /** Seven parts of different sizes. */
  private final PosteriorParts parts =
      PosteriorParts.endingAt(posteriors, 1, 400, 900, 1000, 2000, 2600, N);

  private PartialSums share(int number, int count, int points) {
    return PartialSums.of(
        parts, posteriors, new Share(number, count), points, number % 2 + 1, RANDOM, (d, t) -> {});
  }

  private List<PartialSums> shares(int count, int points) {
    List<PartialSums> shares = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      shares.add(share(number, count, points));
    }
    return shares;
  }

  private Decomposition terms(InnerSums sums) {
    return new SubsampledEstimator(0.02)
        .estimate(posteriors, DiagonalGaussianMixture.standard(D), Budget.of(1, 1), RANDOM, sums);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 10})
  @DisplayName("give, merged in any order, every bit of what one process gives")
  void merge(int count) {
    Decomposition whole =
        terms(InnerSums.of(new AggregatePosterior(posteriors, parts, Kernel.fastest(posteriors))));
    List<PartialSums> shares = shares(count, N);
    Collections.shuffle(shares, new Random(count));
    assertThat(terms(MergedSums.of(N, shares))).usingRecursiveComparison().isEqualTo(whole);
  }

  @Test
  @DisplayName("of too few points for the tolerance say how many are needed")
  void tooFew() {
    List<PartialSums> few = shares(2, 1000);
    assertThatThrownBy(
            () ->
                new SubsampledEstimator(0.001)
                    .estimate(
                        posteriors,
                        DiagonalGaussianMixture.standard(D),
                        Budget.of(1, 1),
                        RANDOM,
                        MergedSums.of(N, few)))
        .isInstanceOf(ElboException.class)
        .hasMessageMatching(
            "the partial sums have samples of 1000 data points, and standard errors below 0\\.001"
                + " nats need some [0-9]+000?; make them anew .*");
  }

  @Test
  @DisplayName("are refused if their numbers of parts or samples are those of other codes")
  void others() {
    SubsampledEstimator estimator = new SubsampledEstimator(0.02);
    assertThatThrownBy(
            () ->
                estimator
                    .merging(shares(2, 1000)) // these posteriors are one part
                    .estimate(
                        posteriors, DiagonalGaussianMixture.standard(D), Budget.of(1, 1), RANDOM))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("share 1/2 are damaged, or of other codes");
  }
}
