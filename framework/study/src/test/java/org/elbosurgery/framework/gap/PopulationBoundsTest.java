package org.elbosurgery.framework.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.kernel.RandomPosteriors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Bounds of the population's marginal KL")
final class PopulationBoundsTest {

  private static List<PopulationBounds> curve(Posteriors posteriors) {
    return PopulationBounds.curve(
        posteriors,
        DiagonalGaussianMixture.standard(posteriors.dimensions()),
        Budget.of(1, 2),
        RandomStream.of(1));
  }

  /**
   * {@code Posteriors.trained} draws means so that the population's aggregate posterior is N(0, 1)
   * in every dimension but for the spread of s around its typical value, which moves the marginal
   * KL by less than 1e-2: it is 0 in fact. Every bound allows 5 standard errors.
   */
  @Test
  @DisplayName("hold a population of marginal KL 0 between them, and close in as N grows")
  void sandwich() {
    List<PopulationBounds> curve = curve(RandomPosteriors.trained(4000, 2, 1));
    assertThat(curve).extracting(PopulationBounds::size).containsExactly(500, 1000, 2000, 4000);
    double last = Double.POSITIVE_INFINITY;
    for (PopulationBounds bounds : curve) {
      assertThat(bounds.upper().mean()).isGreaterThan(-5 * bounds.upper().standardError());
      assertThat(bounds.lower().mean()).isLessThan(0.01 + 5 * bounds.lower().standardError());
      double width = bounds.upper().mean() - bounds.lower().mean();
      assertThat(width).isPositive().isLessThan(last);
      last = width;
    }
  }

  @Test
  @DisplayName("of identical posteriors are both their KL, whatever N")
  void identical() {
    Posteriors posteriors =
        RandomPosteriors.rows(new Posteriors(1, 1, new float[] {2}, new float[1]), 64, i -> 0);
    for (PopulationBounds bounds : curve(posteriors)) {
      assertThat(bounds.mutualInformation().mean()).isCloseTo(0, within(1e-6));
      assertThat(bounds.lower().mean()).isCloseTo(bounds.upper().mean(), within(1e-5));
      assertThat(bounds.upper().mean()).isCloseTo(2, within(5 * bounds.upper().standardError()));
      assertThat(bounds.saturated()).isFalse();
    }
  }

  @Test
  @DisplayName("are marked where the mutual information is as good as log N")
  void saturated() {
    float[] mean = new float[64];
    for (int n = 0; n < 64; n++) {
      mean[n] = 100f * n;
    }
    List<PopulationBounds> curve = curve(new Posteriors(64, 1, mean, new float[64]));
    assertThat(curve).hasSize(4).allMatch(PopulationBounds::saturated);
    assertThat(curve.get(3).saturation()).isCloseTo(1, within(1e-6));
  }

  @Test
  @DisplayName("leave out sizes of fewer than two points, and need two")
  void small() {
    assertThat(curve(RandomPosteriors.hypercube(1, 3)))
        .extracting(PopulationBounds::size)
        .containsExactly(2, 4, 8);
    assertThatThrownBy(() -> curve(new Posteriors(1, 1, new float[1], new float[1])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("tell of their progress in order, to the end")
  void progress() {
    List<Long> heard = new ArrayList<>();
    PopulationBounds.curve(
        RandomPosteriors.trained(900, 2, 1),
        DiagonalGaussianMixture.standard(2),
        new Budget(1, 2, (done, total) -> heard.add(done)),
        RandomStream.of(1));
    assertThat(heard).isSorted().last().isEqualTo(1000L);
  }
}
