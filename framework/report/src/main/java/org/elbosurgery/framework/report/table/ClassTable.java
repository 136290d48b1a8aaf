package org.elbosurgery.framework.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.framework.experiment.ClassTerms;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.runs.Spread;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Entry;
import org.elbosurgery.framework.table.Table;

/** The table of the terms of each class of rows, for models whose labels are known. */
public final class ClassTable {

  private ClassTable() {}

  /** Returns the table; without rows if no labels are known. */
  public static Table of(Settings settings) {
    Identity identity = new Identity(settings);
    List<Column> columns = identity.columns(settings.subject());
    List.of("split", "class", "N", "error").forEach(heading -> columns.add(new Column(heading)));
    Stream.of(Term.values()).forEach(term -> columns.add(Column.measured(term.label())));
    List<List<Entry>> rows = new ArrayList<>();
    for (Split split : Split.values()) {
      for (Setting setting : settings.all()) {
        List<List<ClassTerms>> runs =
            setting.surgeries(split).stream()
                .map(ClassTerms::of)
                .filter(classes -> !classes.isEmpty())
                .toList();
        runs.stream()
            .limit(1)
            .flatMap(List::stream)
            .forEach(each -> rows.add(row(identity, setting, split, each, runs)));
      }
    }
    return new Table(
        "classes",
        "The terms of the ELBO by class, in nats per data point",
        columns,
        rows,
        List.of(
            "Means over the rows of a class of what each adds to the terms of all rows: q(z) is that"
                + " of all rows, and a class may add less than 0 to the marginal KL.",
            "SE: one standard error, which counts the choice of the rows of the class too. SD:"
                + " standard deviation over the seeds."));
  }

  private static List<Entry> row(
      Identity identity,
      Setting setting,
      Split split,
      ClassTerms first,
      List<List<ClassTerms>> runs) {
    List<ClassTerms> same =
        runs.stream()
            .flatMap(List::stream)
            .filter(each -> each.labels().equals(first.labels()))
            .toList();
    List<Entry> cells = identity.cells(setting);
    cells.add(new Entry.Text(split.label()));
    cells.add(new Entry.Text(first.name()));
    cells.add(new Entry.Count(first.size()));
    cells.add(new Entry.Text(Spread.kind(same.size())));
    for (Term term : Term.values()) {
      cells.add(
          Spread.cell(
              Spread.of(
                  same.stream()
                      .flatMap(each -> Optional.ofNullable(each.terms().get(term)).stream())
                      .toList())));
    }
    return cells;
  }
}
