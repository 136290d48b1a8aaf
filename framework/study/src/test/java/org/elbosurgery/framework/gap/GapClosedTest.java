package org.elbosurgery.framework.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.MadeUpRuns;
import org.elbosurgery.framework.surgery.Surgery;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The gap closed")
final class GapClosedTest {

  private static Surgery surgery(double... marginalKl) {
    return MadeUpRuns.surgery(new double[marginalKl.length], marginalKl);
  }

  @Test
  @DisplayName("is one less the ratio, with the error of the ratio paired by data point")
  void isOneLessTheRatio() {
    Estimate closed = GapClosed.of(surgery(1, 3, 2, 2), surgery(1, 1, 0, 2)).orElseThrow();

    // a = 1, b = 2, R = 1/2; (a_n - R b_n) / b = (0.5, -0.5, -1, 1) / 2, mean 0, sum of squares
    // 2.5/4;
    // error = sqrt(0.625 / 3 / 4)
    assertThat(closed.mean()).isEqualTo(0.5);
    assertThat(closed.standardError()).isCloseTo(Math.sqrt(0.625 / 12), within(1e-12));
  }

  @Test
  @DisplayName("has the errors of estimated normalisers, those of the gap by the ratio")
  void normalizers() {
    Estimate closed =
        GapClosed.of(withError(surgery(4, 4), 0.6), withError(surgery(2, 2), 0.4)).orElseThrow();

    // R = 1/2; hypot(0.4, 0.6 / 2) / 4
    assertThat(closed.standardError()).isCloseTo(0.125, within(1e-12));
  }

  private static Surgery withError(Surgery surgery, double error) {
    return new Surgery(
        surgery.size(),
        surgery.dimensions(),
        surgery.reconstruction(),
        surgery.terms(),
        surgery.points(),
        error,
        surgery.density());
  }

  @Test
  @DisplayName("of the same model is nothing, for certain")
  void ofTheSame() {
    Estimate closed = GapClosed.of(surgery(1, 3), surgery(1, 3)).orElseThrow();

    assertThat(closed.mean()).isZero();
    assertThat(closed.standardError()).isZero();
  }

  @Test
  @DisplayName("is absent where the gap is not above three standard errors")
  void isAbsentWithoutGap() {
    // The standard errors are 0.125: the mean 0.25 is two of them, 0.5 is four.
    assertThat(GapClosed.of(surgery(1, -0.5), surgery(1, 3))).isEmpty();
    assertThat(GapClosed.of(surgery(1, 0), surgery(1, 3))).isPresent();
  }

  @Test
  @DisplayName("is absent where the gap is below a thousandth of a nat, however small its error")
  void isAbsentOfRounding() {
    assertThat(GapClosed.isGap(Estimate.exact(5e-6))).isFalse();
    assertThat(GapClosed.isGap(Estimate.exact(0.001))).isFalse();
    assertThat(GapClosed.isGap(Estimate.exact(0.0011))).isTrue();
    assertThat(GapClosed.isGap(new Estimate(-9, 0.1, 100))).isFalse();
  }
}
