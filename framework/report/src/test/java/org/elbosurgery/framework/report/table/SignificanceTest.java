package org.elbosurgery.framework.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.elbosurgery.api.Estimate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The significance of a difference")
final class SignificanceTest {

  private static Estimate difference(double mean, double error) {
    return new Estimate(mean, error, 100);
  }

  @Test
  @DisplayName("of one pair is z, two-sided: 1.96 errors are 5 %")
  void ofOnePair() {
    Significance significance = Significance.of(List.of(difference(-1.959963985, 1)));

    // Phi(1.959963985) = 0.975
    assertThat(significance.test()).isEqualTo("z");
    assertThat(significance.statistic()).hasValue(-1.959963985);
    assertThat(significance.p().orElseThrow()).isCloseTo(0.05, within(1e-9));
  }

  @Test
  @DisplayName("of three pairs is Student's t with two degrees of freedom")
  void ofThreePairs() {
    Significance significance =
        Significance.of(List.of(difference(1, 9), difference(2, 9), difference(3, 9)));

    // mean 2, sd 1, t = 2 sqrt(3); with 2 df P(|T| > t) = 1 - t / sqrt(t^2 + 2) = 1 - sqrt(12/14)
    assertThat(significance.test()).isEqualTo("t, 2 df");
    assertThat(significance.statistic().orElseThrow()).isCloseTo(2 * Math.sqrt(3), within(1e-12));
    assertThat(significance.p().orElseThrow()).isCloseTo(1 - Math.sqrt(12 / 14.0), within(1e-9));
  }

  @Test
  @DisplayName("without any variance is none, whatever the difference")
  void withoutVariance() {
    for (List<Estimate> all :
        List.of(
            List.of(difference(0, 0)),
            List.of(difference(3, 0)),
            List.of(difference(3, 9), difference(3, 9)))) {
      assertThat(Significance.of(all).statistic()).as("%s", all).isEmpty();
      assertThat(Significance.of(all).p()).as("%s", all).isEmpty();
    }
  }

  @Test
  @DisplayName("in a family is Holm's: steps of m, m - 1, ..., never falling, at most 1")
  void inFamily() {
    // 0.01 * 4, 0.02 * 3, 0.03 * 2 = 0.06, which may not be below 0.06, and 0.9
    assertThat(Significance.holm(List.of(0.03, 0.01, 0.9, 0.02)))
        .containsExactly(new double[] {0.06, 0.04, 0.9, 0.06}, within(1e-12));
    assertThat(Significance.holm(List.of(0.6, 0.7)))
        .containsExactly(new double[] {1, 1}, within(1e-12));
  }
}
