package org.elbosurgery.framework.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.kernel.RandomPosteriors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The values of the points that were drawn")
final class DrawnPointsTest {

  private static final Posteriors POSTERIORS = RandomPosteriors.trained(2400, 2, 11);

  private static final Distribution MIXTURE =
      new DiagonalGaussianMixture(
          new double[] {0, 0.3}, new double[] {-0.6, 0, 0.5, 0.2}, new double[] {0, 0, 0, -0.3});

  private static Decomposition terms(Posteriors posteriors, Distribution prior, double tolerance) {
    return new SubsampledEstimator(tolerance)
        .estimate(posteriors, prior, Budget.of(2, 1), RandomStream.of(5));
  }

  private static int[] rows(Decomposition terms) {
    return terms.points().orElseThrow().indices().orElseThrow();
  }

  @Test
  @DisplayName("have the numbers of their rows, and average to the routes that they are of")
  void averages() {
    Decomposition terms = terms(POSTERIORS, MIXTURE, 0.03);
    PointValues points = terms.points().orElseThrow();
    assertThat(points.size()).isEqualTo((int) (terms.mutualInformation().samples() / 2));
    assertThat(rows(terms)).hasSize(points.size()).doesNotHaveDuplicates().isSorted();
    assertThat(Arrays.stream(points.mutualInformation()).average().orElseThrow())
        .isCloseTo(terms.routes().get(SubsampledEstimator.PAIRED_ROUTE).mean(), within(1e-10));
    assertThat(Arrays.stream(points.marginalKl()).average().orElseThrow())
        .isCloseTo(terms.routes().get(SubsampledEstimator.DIRECT_ROUTE).mean(), within(1e-10));
  }

  /** Other codes of as many rows stop elsewhere; the shorter one's rows are among the longer's. */
  @Test
  @DisplayName("are the first of one order, so that of two models one's rows are the other's, too")
  void prefix() {
    int[] few = rows(terms(POSTERIORS, DiagonalGaussianMixture.standard(2), 0.05));
    int[] more = rows(terms(RandomPosteriors.trained(2400, 3, 8), mixture3(), 0.016));
    assertThat(few).hasSize(1000);
    assertThat(more).hasSizeGreaterThan(1000).hasSizeLessThan(2400).contains(few);
  }

  private static Distribution mixture3() {
    return new DiagonalGaussianMixture(
        new double[2], new double[] {-2, 0, 1, 2, 0, -1}, new double[6]);
  }

  @Test
  @DisplayName("are the same at a row, however many others were drawn")
  void same() {
    PointValues few = terms(POSTERIORS, MIXTURE, 0.05).points().orElseThrow();
    PointValues all = terms(POSTERIORS, MIXTURE, 0.004).points().orElseThrow();
    assertThat(all.indices()).isEmpty();
    assertThat(few.mutualInformation()).isEqualTo(few.select(all.mutualInformation()));
    assertThat(few.marginalKl()).isEqualTo(few.select(all.marginalKl()));
    assertThat(few.averageKl()).isEqualTo(few.select(all.averageKl()));
  }

  /** Passes over all points: the value of a point is the mean of those of the passes. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("are means over the passes where all points were drawn several times")
  void passes(boolean closedForm) {
    Distribution prior = closedForm ? DiagonalGaussianMixture.standard(2) : MIXTURE;
    Decomposition terms = terms(POSTERIORS, prior, 0.0015);
    PointValues points = terms.points().orElseThrow();
    assertThat(terms.mutualInformation().samples()).isGreaterThan(2 * 2400 * 2 - 1);
    assertThat(points.indices()).isEmpty();
    assertThat(points.size()).isEqualTo(2400);
    assertThat(Arrays.stream(points.marginalKl()).average().orElseThrow())
        .isCloseTo(terms.routes().get(SubsampledEstimator.DIRECT_ROUTE).mean(), within(1e-10));
    double kl = Arrays.stream(points.averageKl()).average().orElseThrow();
    // The control variates are fitted once: the values are of other samples than the term's.
    double error = closedForm ? 1e-10 : 5 * 1.5 * terms.averageKl().standardError();
    assertThat(kl).isCloseTo(terms.averageKl().mean(), within(error));
  }
}
