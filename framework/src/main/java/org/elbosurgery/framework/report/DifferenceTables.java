package org.elbosurgery.framework.report;

import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.table.Cell;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Table;

/**
 * How far the terms of each prior are from those with the standard Gaussian, and whether surely.
 */
final class DifferenceTables {

  private static final double LEVEL = 0.05;

  private final Identity identity;
  private final List<Difference> differences = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  /** One row of the table: a setting on a split, and the error that its cells have. */
  private record Row(Setting setting, Split split, String error, List<Cell> terms) {}

  /** One difference and its test. */
  private record Difference(Setting setting, Split split, Term term, Significance significance) {}

  DifferenceTables(Settings settings) {
    identity = new Identity(settings);
    Comparisons comparisons = new Comparisons(settings);
    for (Split split : Split.values()) {
      for (Setting setting : settings.all()) {
        add(comparisons, setting, split);
      }
    }
  }

  private void add(Comparisons comparisons, Setting setting, Split split) {
    List<Cell> cells = new ArrayList<>();
    int pairs = 0;
    for (Term term : Term.values()) {
      List<Estimate> all = comparisons.differences(setting, split, term);
      cells.add(
          Spread.of(all)
              .<Cell>map(spread -> new Cell.Difference(spread.value(), spread.reach()))
              .orElse(Cell.MISSING));
      if (!all.isEmpty()) {
        pairs = all.size();
        differences.add(new Difference(setting, split, term, Significance.of(all)));
      }
    }
    if (pairs > 0) {
      rows.add(new Row(setting, split, Spread.kind(pairs), cells));
    }
  }

  /** Returns the tables: none where nothing can be compared. */
  List<Table> tables() {
    return differences.isEmpty() ? List.of() : List.of(values(), tests());
  }

  private Table values() {
    List<Column> columns = identity.columns("prior");
    columns.add(new Column("split"));
    columns.add(new Column("error"));
    for (Term term : Term.values()) {
      columns.add(new Column(term.label()));
    }
    List<List<Cell>> cells = new ArrayList<>();
    for (Row row : rows) {
      List<Cell> each = identity.cells(row.setting());
      each.add(new Cell.Text(row.split().label()));
      each.add(new Cell.Text(row.error()));
      each.addAll(row.terms());
      cells.add(each);
    }
    return new Table(
        "differences",
        "Differences from the standard Gaussian prior of the same latent size and seed, in nats per"
            + " data point",
        columns,
        cells,
        List.of(
            "SE: one standard error of the difference paired by data point, which counts what another"
                + " data set of this size would change, for these trained models; on the rows that they"
                + " were fitted to it says nothing of other rows. SD: standard deviation over the"
                + " seeds.",
            insignificant(),
            "Of one run each, a difference is one between these two trained models (z); only several"
                + " seeds say what other trainings of the same priors would give (t)."));
  }

  private String insignificant() {
    double[] adjusted = adjusted();
    List<String> unsure = new ArrayList<>();
    for (int i = 0; i < adjusted.length; i++) {
      if (adjusted[i] >= LEVEL) {
        Difference each = differences.get(i);
        unsure.add(
            each.term().label()
                + " of "
                + each.setting().label()
                + " ("
                + each.split().label()
                + ")");
      }
    }
    String tested =
        " at the level of 5 % (two-sided, Holm over the table of " + adjusted.length + ")";
    return unsure.isEmpty()
        ? "Every difference is significant" + tested + "."
        : "Not significant" + tested + ": " + String.join("; ", unsure) + ".";
  }

  private double[] adjusted() {
    return Significance.holm(differences.stream().map(d -> d.significance().p()).toList());
  }

  private Table tests() {
    List<Column> columns = identity.columns("prior");
    columns.add(new Column("split"));
    columns.add(new Column("term"));
    columns.add(new Column("test"));
    columns.add(new Column("statistic"));
    columns.add(new Column("p"));
    columns.add(new Column("p Holm"));
    double[] adjusted = adjusted();
    List<List<Cell>> cells = new ArrayList<>();
    for (int i = 0; i < adjusted.length; i++) {
      Difference each = differences.get(i);
      Significance significance = each.significance();
      List<Cell> row = identity.cells(each.setting());
      row.add(new Cell.Text(each.split().label()));
      row.add(new Cell.Text(each.term().label()));
      row.add(new Cell.Text(significance.test()));
      row.add(new Cell.Exact(significance.statistic(), 2));
      row.add(new Cell.Probability(significance.p()));
      row.add(new Cell.Probability(adjusted[i]));
      cells.add(row);
    }
    return new Table(
        "tests",
        "Two-sided tests of the differences from the standard Gaussian prior",
        columns,
        cells,
        List.of(
            "z: the difference over its standard error, paired by data point. t: the mean difference"
                + " over its standard error across seeds (Student). p Holm: p for all "
                + adjusted.length
                + " differences together (Holm 1979)."));
  }
}
