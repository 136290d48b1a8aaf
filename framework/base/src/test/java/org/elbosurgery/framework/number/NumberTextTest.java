package org.elbosurgery.framework.number;

import static org.assertj.core.api.Assertions.assertThat;

import org.elbosurgery.api.Estimate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A number as people read it")
final class NumberTextTest {

  @ParameterizedTest(name = "{0} and {1} are {2}")
  @CsvSource({
    // The error with two digits, the value ending where it ends.
    "5.643407, 0.000512, 5.64341 +- 0.00051",
    "-0.25, 0.03125, -0.250 +- 0.031",
    "1234.5, 12.4, 1234 +- 12",
    "1234.5, 124, 1230 +- 120",
    "5643.2, 99.7, 5640 +- 100",
    // Ties of the binary value go to the even digit, those of the value as those of the error.
    "0.5, 0.125, 0.50 +- 0.12",
    "0.125, 0.25, 0.12 +- 0.25",
    "0.625, 0.18, 0.62 +- 0.18",
    // Six decimals are the most, for both.
    "6.2140, 0.0000024, 6.214000 +- 0.000002",
    "0.968007, 0.0000084, 0.968007 +- 0.000008",
    "1, 1e-9, 1.000000 +- <1e-6",
    // What has no error has four.
    "5.45851, 0, 5.4585 +- 0",
    "-0.00001, 0, 0.0000 +- 0",
    // Scientific from 1e7 on, each number by itself.
    "9999999.4, 0.5, 9999999.40 +- 0.50",
    "1e7, 0.5, 1.000000000e+07 +- 0.50",
    "1.3440585709080678e43, 1.19e41, 1.344e+43 +- 1.2e+41",
    "-3.1e40, 4.8e41, -3e+40 +- 4.8e+41",
    "3.4, 4.8e41, 0 +- 4.8e+41",
    "1.3440585709080678e43, 0, 1.3441e+43 +- 0",
  })
  void isWrittenByOneRule(double value, double error, String text) {
    assertThat(NumberText.ASCII.of(value, error)).isEqualTo(text);
  }

  @ParameterizedTest(name = "{0} and {1} to {2} digits are {3}")
  @CsvSource({
    "5.643407, 0.000512, 1, 5.6434 +- 0.0005",
    "5.643407, 0.000512, 3, 5.643407 +- 0.000512",
    "5.643407, 0.000512, 6, 5.643407 +- 0.000512",
    "1234.5, 12.4, 1, 1230 +- 10",
    "0.5, 0.96, 1, 0 +- 1",
  })
  void hasTheDigitsOfItsError(double value, double error, int digits, String text) {
    assertThat(NumberText.ASCII.withErrorDigits(digits).of(value, error)).isEqualTo(text);
  }

  @Test
  @DisplayName("has its sign if it is a difference, also where that rounds to zero")
  void differencesAreSigned() {
    assertThat(NumberText.ASCII.signed(0.5, 0.125)).isEqualTo("+0.50 +- 0.12");
    assertThat(NumberText.ASCII.signed(-0.5, 0.125)).isEqualTo("-0.50 +- 0.12");
    assertThat(NumberText.ASCII.signed(-0.001, 0.5)).isEqualTo("+0.00 +- 0.50");
    assertThat(NumberText.ASCII.signed(0, 0)).isEqualTo("+0.0000 +- 0");
  }

  @Test
  @DisplayName("is exact where the estimate says so, not where its samples agree")
  void exactIsWhatSaysSo() {
    assertThat(NumberText.ASCII.of(Estimate.exact(5.45851))).isEqualTo("5.4585 (exact)");
    assertThat(NumberText.ASCII.of(new Estimate(5.45851, 0, 8))).isEqualTo("5.4585 +- 0");
  }

  @Test
  @DisplayName("is in per cent if it is a share")
  void sharesAreInPercent() {
    assertThat(NumberText.ASCII.percent(0.75, 0.125)).isEqualTo("75 +- 12 %");
    assertThat(NumberText.PLUS_MINUS.percent(0.8531, 0.0041)).isEqualTo("85.31 ± 0.41 %");
    assertThat(NumberText.ASCII.percent(1, 0)).isEqualTo("100 +- 0 %");
    assertThat(NumberText.percent(0.99255)).isEqualTo("99.26 %");
  }
}
