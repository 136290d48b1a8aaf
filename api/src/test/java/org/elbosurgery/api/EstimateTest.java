package org.elbosurgery.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An estimate")
final class EstimateTest {

  @Test
  @DisplayName("is exact where it has neither error nor samples")
  void exact() {
    assertThat(Estimate.exact(-1.5)).isEqualTo(new Estimate(-1.5, 0, 0));
    assertThat(Estimate.exact(-1.5).isExact()).isTrue();
    assertThat(new Estimate(-1.5, 0, 9).isExact()).as("samples that agree").isFalse();
  }

  @Test
  @DisplayName("takes on a further error in squares, and is not exact any more")
  void widened() {
    assertThat(new Estimate(2, 3, 9).widened(4)).isEqualTo(new Estimate(2, 5, 9));
    assertThat(Estimate.exact(2).widened(4)).isEqualTo(new Estimate(2, 4, 1));
    assertThat(Estimate.exact(2).widened(0)).isEqualTo(Estimate.exact(2));
  }

  @ParameterizedTest(name = "{0} +- {1} of {2} samples")
  @CsvSource({
    "NaN, 1, 1",
    "Infinity, 1, 1",
    "-Infinity, 1, 1",
    "0, NaN, 1",
    "0, Infinity, 1",
    "0, -1e-9, 1",
    "0, 1, -1",
    "0, 1, 0"
  })
  @DisplayName("is never missing in disguise")
  void refuses(double mean, double standardError, long samples) {
    assertThatThrownBy(() -> new Estimate(mean, standardError, samples))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
