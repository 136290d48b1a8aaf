package org.elbosurgery.framework.number;

import static org.assertj.core.api.Assertions.assertThat;

import org.elbosurgery.api.Estimate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An impossible number")
final class ImpossibleTest {

  private static Estimate estimate(double mean, double error) {
    return new Estimate(mean, error, 1000);
  }

  @Test
  @DisplayName("is told of with its error, its distance from the bound and the reason")
  void isTold() {
    assertThat(Impossible.below("marginal KL", estimate(-0.263, 0.012), 0, "no density has that"))
        .hasValue("marginal KL -0.263 +- 0.012 is 22 standard errors below 0: no density has that");
    assertThat(Impossible.aboveAll("gap closed", estimate(1.55, 0.01), "not even q(z) does"))
        .hasValue(
            "gap closed 155.0 +- 1.0 % is 55 standard errors above 100 %: not even q(z) does");
    assertThat(Impossible.above("information", estimate(1.55, 0.01), 1, "no"))
        .hasValue("information 1.550 +- 0.010 is 55 standard errors above 1: no");
    assertThat(Impossible.other("residual", estimate(-5.3601, 0.0083), 1, "contradiction"))
        .hasValue("residual -5.3601 +- 0.0083 is 646 standard errors from 0: contradiction");
    assertThat(Impossible.below("average KL", Estimate.exact(-0.5), 0, "no"))
        .hasValue("average KL -0.5000 (exact) is 0.5000 below 0: no");
  }

  @Test
  @DisplayName("is beyond five standard errors, not at them")
  void needsFiveErrors() {
    assertThat(Impossible.below("KL", estimate(-0.5, 0.1), 0, "")).isEmpty();
    assertThat(Impossible.below("KL", estimate(-0.501, 0.1), 0, "")).isPresent();
    assertThat(Impossible.above("share", estimate(1.5, 0.1), 1, "")).isEmpty();
    assertThat(Impossible.above("share", estimate(1.501, 0.1), 1, "")).isPresent();
    assertThat(Impossible.aboveAll("share", estimate(1.5, 0.1), "")).isEmpty();
    assertThat(Impossible.aboveAll("share", estimate(1.501, 0.1), "")).isPresent();
    assertThat(Impossible.other("residual", estimate(0.5, 0.1), 0, "")).isEmpty();
    assertThat(Impossible.other("residual", estimate(-0.501, 0.1), 0, "")).isPresent();
    assertThat(Impossible.below("KL", estimate(3, 0.1), 0, "")).isEmpty();
  }

  @Test
  @DisplayName("is further off than rounding takes it: 1e-4, and a millionth of the scale")
  void allowsRounding() {
    assertThat(Impossible.below("KL", estimate(-0.9e-4, 1e-9), 0, "")).isEmpty();
    assertThat(Impossible.below("KL", estimate(-1.1e-4, 1e-9), 0, "")).isPresent();
    assertThat(Impossible.other("residual", estimate(0.9, 1e-9), 1e6, "")).isEmpty();
    assertThat(Impossible.other("residual", estimate(1.1, 1e-9), 1e6, "")).isPresent();
  }
}
