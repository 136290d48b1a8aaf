package org.elbosurgery.framework.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.elbosurgery.framework.npy.NpyArray;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Between 2^30 and 2^31 single precision has steps of 128, between 2^24 and 2^25 of 2. */
@DisplayName("Data that single precision rounds")
final class RoundingCheckTest {

  @Test
  @DisplayName("are refused where a value moves by a thousandth of its column's deviation")
  void refusesCoarseRounding() {
    long[] seconds = {0, 1_700_000_000L, 1, 1_700_000_060L, 2, 1_700_000_120L};
    assertThat(RoundingCheck.problem("data.npy", NpyArray.of(seconds, 3, 2), 2))
        .hasValue(
            "data.npy: single precision, in which models are trained, rounds 1.70000006E9 in row 1,"
                + " column 1 by 60, but the column's standard deviation is 49: subtract the"
                + " column's mean, and divide by its standard deviation");
    double[] odd = {16_777_217, 16_777_219, 16_777_221};
    assertThat(RoundingCheck.problem("data.npy", NpyArray.of(odd, 3, 1), 1)).isPresent();
  }

  @Test
  @DisplayName("are taken where it hardly moves them, or where there is nothing to lose")
  void takesTheRest() {
    double[] usual = {0.1, 0.7, 123.456, -0.3};
    assertThat(RoundingCheck.problem("a", NpyArray.of(usual, 2, 2), 2)).isEmpty();
    long[] whole = {16_777_216, 0, 3, 255};
    assertThat(RoundingCheck.problem("a", NpyArray.of(whole, 4, 1), 1)).isEmpty();
    double[] constant = {16_777_217, 16_777_217};
    assertThat(RoundingCheck.problem("a", NpyArray.of(constant, 2, 1), 1)).isEmpty();
    float[] single = {16_777_216, 16_777_218};
    assertThat(RoundingCheck.problem("a", NpyArray.of(single, 2, 1), 1)).isEmpty();
  }
}
