package org.elbosurgery.framework.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.elbosurgery.framework.number.NumberText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A table")
final class TableFormatTest {

  private static final Table TABLE =
      new Table(
          "terms",
          "Terms & more",
          List.of(
              new Column("prior"),
              new Column("N"),
              Column.measured("marginal KL"),
              Column.measured("ELBO"),
              new Column("p Holm")),
          List.of(
              List.of(
                  new Entry.Text("a_b"),
                  new Entry.Count(60000),
                  new Entry.Measured(0.25, 0.03125),
                  new Entry.Difference(1.5, 0.25),
                  new Entry.Probability(0.0625)),
              List.of(
                  new Entry.Text("<i>|\"x\", $y\\"),
                  new Entry.Count(2),
                  new Entry.Exact(new BigDecimal("0.210")),
                  Entry.missing(),
                  new Entry.Probability(4e-7))),
          List.of("50 % of it."));

  @Test
  @DisplayName("in text has columns of blanks, words to the left and numbers to the right")
  void text() {
    assertThat(TableFormat.TEXT.of(List.of(TABLE)))
        .isEqualTo(
            """
            Terms & more
            prior             N     marginal KL           ELBO  p Holm
            a_b           60000  0.250 +- 0.031  +1.50 +- 0.25   0.062
            <i>|"x", $y\\      2           0.210              -   4e-07
            50 % of it.
            """);
  }

  @Test
  @DisplayName("in text has a block of lines for each row if it is wider than the terminal")
  void folds() {
    assertThat(TableFormat.TEXT.of(List.of(TABLE), List.of(), Layout.ofWidth(58)))
        .isEqualTo(TableFormat.TEXT.of(List.of(TABLE)));
    assertThat(TableFormat.TEXT.of(List.of(TABLE), List.of(), Layout.ofWidth(57)))
        .isEqualTo(
            """
            Terms & more
            a_b
                N            60000
                marginal KL  0.250 +- 0.031
                ELBO         +1.50 +- 0.25
                p Holm       0.062
            <i>|"x", $y\\
                N            2
                marginal KL  0.210
                ELBO         -
                p Holm       4e-07
            50 % of it.
            """);
  }

  @Test
  @DisplayName("in CSV has numbers in full and errors in columns of their own")
  void csv() {
    assertThat(TableFormat.CSV.of(List.of(TABLE)))
        .isEqualTo(
            """
            prior,n,marginal_kl,marginal_kl_error,elbo,elbo_error,p_holm
            a_b,60000,0.25,0.03125,1.5,0.25,0.0625
            "<i>|""x"", $y\\",2,0.210,,,,4.0E-7
            """);
  }

  @Test
  @DisplayName("in JSON has what is missing absent")
  void json() {
    assertThat(TableFormat.JSON.of(List.of(TABLE)))
        .contains("\"pHolm\" : 0.0625", "\"mean\" : 0.25", "\"error\" : 0.03125")
        .contains("\"prior\" : \"<i>|\\\"x\\\", $y\\\\\"")
        .containsOnlyOnce("\"elbo\"");
  }

  @Test
  @DisplayName("in Markdown has the marks of Markdown escaped")
  void markdown() {
    assertThat(TableFormat.MARKDOWN.of(List.of(TABLE)))
        .isEqualTo(
            """
            Terms & more.

            | prior | N | marginal KL | ELBO | p Holm |
            |---|---:|---:|---:|---:|
            | a\\_b | 60000 | 0.250 ± 0.031 | +1.50 ± 0.25 | 0.062 |
            | \\<i\\>\\|"x", $y\\\\ | 2 | 0.210 |  | 4e-07 |

            50 % of it.
            """);
  }

  @Test
  @DisplayName("in LaTeX has booktabs rules, mathematics in dollars and everything else escaped")
  void latex() {
    assertThat(TableFormat.LATEX.of(List.of(TABLE)))
        .isEqualTo(
            """
            % \\usepackage{booktabs}

            \\begin{table}
              \\centering
              \\caption{Terms \\& more.}
              \\label{tab:terms}
              \\footnotesize
              \\setlength{\\tabcolsep}{2.4pt}
              \\begin{tabular}{@{}lrrrr@{}}
                \\toprule
                prior & N & marginal KL & ELBO & p Holm \\\\
                \\midrule
                a\\_b & 60000 & $0.250(31)$ & $+1.50(25)$ & $0.062$ \\\\
                \\textless{}i\\textgreater{}\\textbar{}''x'', \\$y\\textbackslash{}\
             & 2 & $0.210$ & -- & $4 \\times 10^{-7}$ \\\\
                \\bottomrule
              \\end{tabular}
              \\par\\smallskip
              \\parbox{\\linewidth}{50 \\% of it. In parentheses are errors of the last digits:\
             1.234(56) is 1.234 $\\pm$ 0.056.}
            \\end{table}
            """);
  }

  @Test
  @DisplayName("in HTML has a caption, scopes, escaped words and real minus signs")
  void html() {
    Table negative =
        new Table(
            "t",
            "c",
            List.of(new Column("prior"), new Column("ELBO")),
            List.of(List.of(new Entry.Text("<a-b>"), new Entry.Measured(-1.5, 0.25))),
            List.of());

    assertThat(HtmlTable.of(negative))
        .contains("<caption id=\"table-t-caption\"><span>c.</span></caption>")
        .contains("<th scope=\"row\">&lt;a-b&gt;</th><td class=\"number\">−1.50 ± 0.25</td>")
        .contains("<th scope=\"col\" class=\"number\">ELBO</th>");
  }

  @Test
  @DisplayName("refuses a row with too few cells")
  void refusesRaggedRows() {
    assertThatThrownBy(
            () ->
                new Table(
                    "t",
                    "c",
                    List.of(new Column("a"), new Column("b")),
                    List.of(List.of(Entry.missing())),
                    List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 cells in a table of 2 columns");
  }

  @Test
  @DisplayName("writes tails as bounds, exact values without an error")
  void writesBounds() {
    EntryText text = new EntryText("-", NumberText.ASCII);

    assertThat(new Entry.Exact(6.21405, 4).text(text)).isEqualTo("6.2140");
    assertThat(new Entry.Probability(1e-300).text(text)).isEqualTo("<1e-15");
    assertThat(new Entry.Measured(0.5, 0.125).text(text)).isEqualTo("0.50 +- 0.12");
    assertThat(new Entry.Difference(0.5, 0.125).text(text)).isEqualTo("+0.50 +- 0.12");
  }

  @Test
  @DisplayName("in LaTeX has powers of ten where numbers are huge")
  void latexOfHugeNumbers() {
    Table huge =
        new Table(
            "t",
            "c",
            List.of(new Column("prior"), new Column("ELBO")),
            List.of(List.of(new Entry.Text("a"), new Entry.Measured(-1.25e43, 1.5e41))),
            List.of());

    assertThat(TableFormat.LATEX.of(List.of(huge)))
        .contains("a & $-1.250 \\times 10^{43} \\pm 1.5 \\times 10^{41}$");
  }

  private static Table of(String... texts) {
    return new Table(
        "names",
        "Names",
        List.of(new Column("name")),
        Stream.of(texts).map(text -> List.<Entry>of(new Entry.Text(text))).toList(),
        List.of());
  }

  @Test
  @DisplayName("in CSV begins no cell as a formula, but numbers")
  void noFormula() {
    assertThat(
            TableFormat.CSV.of(
                List.of(of("=1+1", "+1+cmd", "-x", "@SUM(A1)", "\t=1", "-1.5", "a=1", ""))))
        .isEqualTo("name\n'=1+1\n'+1+cmd\n'-x\n'@SUM(A1)\n'\t=1\n-1.5\na=1\n\"\"\n");
  }

  @Test
  @DisplayName("has the replacement character for what is no text, and rows of one line")
  void plain() {
    List<Table> tables = List.of(of("a\u0007\ud800b", "c\nd", "[x", "*y"));
    assertThat(TableFormat.TEXT.of(tables)).isEqualTo("Names\nname\na\uFFFD\uFFFDb\nc d\n[x\n*y\n");
    assertThat(TableFormat.MARKDOWN.of(tables)).contains("| a\uFFFD\uFFFDb |\n", "| c d |\n");
    // after the end of a row [ and * would be options of it
    assertThat(TableFormat.LATEX.of(tables))
        .contains("    a??b \\\\\n", "    c d \\\\\n    {[}x \\\\\n    {*}y \\\\\n");
  }

  @Test
  @DisplayName("has shares in per cent for people and as fractions for programs")
  void shares() {
    Table shares =
        new Table(
            "t",
            "c",
            List.of(new Column("prior"), Column.measured("gap closed")),
            List.of(
                List.of(new Entry.Text("a"), new Entry.Share(new Entry.Measured(0.75, 0.125))),
                List.of(new Entry.Text("b"), new Entry.Share(new Entry.Exact(0, 4)))),
            List.of());

    assertThat(TableFormat.TEXT.of(List.of(shares))).contains("75 +- 12 %", "b             0 %");
    assertThat(TableFormat.LATEX.of(List.of(shares))).contains("$75(12)\\,\\%$");
    assertThat(TableFormat.MARKDOWN.of(List.of(shares))).contains("| 75 ± 12 % |");
    assertThat(TableFormat.CSV.of(List.of(shares))).contains("a,0.75,0.125");
    assertThat(TableFormat.JSON.of(List.of(shares))).contains("\"mean\" : 0.75");
  }
}
