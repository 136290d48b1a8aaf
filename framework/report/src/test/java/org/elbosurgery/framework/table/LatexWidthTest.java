package org.elbosurgery.framework.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A table in LaTeX")
final class LatexWidthTest {

  /** 5.5 in, in pt. */
  private static final double TEXT_WIDTH = 5.5 * 72.27;

  /** {@code \tabcolsep} on both sides of a column; none beyond the first and the last. */
  private static final double GAP = 2 * 2.4;

  private static final List<Column> COLUMNS =
      List.of(
          new Column("prior"),
          new Column("d"),
          new Column("split"),
          new Column("N"),
          new Column("error"),
          Column.measured("reconstruction"),
          Column.measured("mutual information"),
          Column.measured("marginal KL"),
          Column.measured("gap closed"),
          new Column("error of gap closed").with(Column.Use.PROGRAMS),
          Column.measured("average KL"),
          Column.measured("ELBO"),
          Column.measured("log normaliser"));

  /** A row as of binarized MNIST, where errors are small and numbers therefore long. */
  private static List<Entry> row(
      String prior, int latent, String split, int size, Entry closed, double error) {
    return List.of(
        new Entry.Text(prior),
        new Entry.Count(latent),
        new Entry.Text(split),
        new Entry.Count(size),
        new Entry.Text("SE"),
        new Entry.Measured(-130.103812, 12 * error),
        new Entry.Measured(10.921071, error),
        new Entry.Measured(11.234352, error),
        closed,
        new Entry.Text("SE"),
        new Entry.Measured(22.161911, 4 * error),
        new Entry.Measured(-137.038811, 12 * error),
        split.equals("train") ? new Entry.Exact(0, 4) : Entry.missing());
  }

  private static Table terms(List<Column> columns) {
    Entry closed = new Entry.Share(new Entry.Measured(0.117104, 0.00081));
    return new Table(
        "terms",
        "The terms",
        columns,
        List.of(
            row("gaussian", 2, "train", 60000, Entry.missing(), 0.00048),
            row("mixture", 10, "train", 60000, closed, 0.00051),
            row("gaussian", 2, "test", 10000, Entry.missing(), 0.00068),
            row("mixture", 10, "test", 10000, closed, 0.0014)),
        List.of("A note."));
  }

  private static List<String> lines(Table table) {
    return TableFormat.LATEX.of(List.of(table)).lines().toList();
  }

  private static double width(List<String> lines) {
    List<List<String>> rows =
        lines.stream()
            .filter(line -> line.endsWith(" \\\\"))
            .map(
                line ->
                    Arrays.asList(
                        line.strip().replaceFirst(" \\\\\\\\$", "").split(" ?(?<!\\\\)& ", -1)))
            .toList();
    double width = GAP * (rows.get(0).size() - 1);
    for (int i = 0; i < rows.get(0).size(); i++) {
      int column = i;
      width +=
          rows.stream()
              .mapToDouble(row -> ComputerModern.cell(row.get(column)))
              .max()
              .orElseThrow();
    }
    return width;
  }

  @Test
  @DisplayName("of the terms on both splits fits a text of 5.5 in, and says N and error once")
  void fits() {
    List<String> lines = lines(terms(COLUMNS));

    assertThat(lines)
        .containsSequence(
            "    \\toprule",
            "     &  &  &  & mutual &  &  &  &  \\\\",
            "    prior & d & split & reconstruction & information & marginal KL & gap closed"
                + " & average KL & ELBO \\\\",
            "    \\midrule",
            "    gaussian & 2 & train & $-130.1038(58)$ & $10.92107(48)$ & $11.23435(48)$ & --"
                + " & $22.1619(19)$ & $-137.0388(58)$ \\\\")
        .anyMatch(
            line ->
                line.startsWith(
                    "  \\parbox{\\linewidth}{N: 60000 (train), 10000 (test); error: SE; log normaliser: 0.0000. A"));
    assertThat(width(lines)).isBetween(350.0, TEXT_WIDTH);
  }

  @Test
  @DisplayName("fits with published rows, too, whose N is said once, and whose name has two lines")
  void fitsWithPublished() {
    Table own = terms(COLUMNS);
    List<List<Entry>> rows = new ArrayList<>(own.rows());
    Entry none = Entry.missing();
    rows.add(
        1,
        List.of(
            new Entry.Text("Hoffman & Johnson"),
            new Entry.Count(2),
            new Entry.Text("train"),
            new Entry.Count(70000),
            none,
            none,
            new Entry.Exact(new BigDecimal("7.20")),
            new Entry.Exact(new BigDecimal("0.21")),
            none,
            none,
            new Entry.Exact(new BigDecimal("7.41")),
            new Entry.Exact(new BigDecimal("-129.63")),
            none));
    List<String> lines = lines(new Table("t", "T", COLUMNS, rows, List.of("A note.")));

    assertThat(lines)
        .anyMatch(
            line -> line.startsWith("    \\shortstack[l]{Hoffman \\& \\\\ Johnson} & 2 & train &"))
        .anyMatch(
            line ->
                line.contains(
                    "{N: 60000 (train), 70000 (Hoffman \\& Johnson), 10000 (test); error"));
    assertThat(width(lines)).isBetween(350.0, TEXT_WIDTH);
  }

  @Test
  @DisplayName("would not fit with a column for each of what its rows share")
  void wouldNotFit() {
    List<Column> chosen = new ArrayList<>(COLUMNS);
    chosen.replaceAll(column -> column.with(Column.Use.CHOSEN));

    assertThat(width(lines(terms(chosen)))).isGreaterThan(TEXT_WIDTH);
  }
}
