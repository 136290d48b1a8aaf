package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.elbosurgery.api.Estimate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A table of numbers")
final class NumberTableTest {

  private static final List<NumberTable.Row> ROWS =
      List.of(
          new NumberTable.Row("", List.of("a", "long title")),
          new NumberTable.Row("a heading as long as it is", List.of()),
          new NumberTable.Row("one", List.of("-1.25", "2")),
          new NumberTable.Row("three", List.of("3")));

  @Test
  @DisplayName("makes each column as wide as its longest cell, whatever headings take")
  void fits() {
    assertThat(NumberTable.of(ROWS, 0, 0).lines())
        .containsExactly(
            "           a  long title",
            "a heading as long as it is",
            "one    -1.25           2",
            "three      3");
  }

  @Test
  @DisplayName("makes no column narrower than it is told")
  void minWidths() {
    assertThat(NumberTable.of(ROWS.subList(2, 4), 7, 8).lines())
        .containsExactly("one       -1.25       2", "three         3");
  }

  @Test
  @DisplayName("has a block of lines for each row if it is wider than the terminal")
  void folds() {
    List<NumberTable.Row> rows =
        List.of(
            NumberTable.Row.titles("", List.of("ELBO", "marginal KL")),
            new NumberTable.Row("test", List.of()),
            new NumberTable.Row("  vamp", List.of("-1.25 +- 0.5", "2")),
            new NumberTable.Row("", List.of()),
            NumberTable.Row.titles("again", List.of("difference")),
            new NumberTable.Row("  mixture", List.of("3")));
    assertThat(NumberTable.folding(rows, 0, 36)).isEqualTo(NumberTable.of(rows, 0, 0));
    assertThat(NumberTable.folding(rows, 0, 35).lines())
        .containsExactly(
            "test",
            "  vamp",
            "    ELBO         -1.25 +- 0.5",
            "    marginal KL  2",
            "",
            "again",
            "  mixture",
            "    difference  3");
  }

  @Test
  @DisplayName("shows an error with two digits, the value with as many decimals, a sign if asked")
  void estimates() {
    assertThat(EstimateText.of(new Estimate(5.643412, 0.000512, 9)))
        .isEqualTo("5.64341 +- 0.00051");
    assertThat(EstimateText.signed(new Estimate(0.5, 0.0123, 9))).isEqualTo("+0.500 +- 0.012");
    assertThat(EstimateText.signed(new Estimate(-12, 3.4, 9))).isEqualTo("-12.0 +- 3.4");
    assertThat(EstimateText.signed(new Estimate(0, 0, 9)))
        .as("a sampled difference whose values all agree is not exact")
        .isEqualTo("+0.0000 +- 0");
    assertThat(EstimateText.signed(Estimate.exact(0))).isEqualTo("+0.0000 (exact)");
    assertThat(EstimateText.percent(new Estimate(0.5, 0, 9))).isEqualTo("50 +- 0 %");
    assertThat(EstimateText.percent(Estimate.exact(1))).isEqualTo("100 % (exact)");
    assertThat(EstimateText.of(Estimate.exact(7.41))).isEqualTo("7.4100 (exact)");
  }
}
