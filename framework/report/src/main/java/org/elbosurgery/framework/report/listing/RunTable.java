package org.elbosurgery.framework.report.listing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.lang3.math.NumberUtils;
import org.elbosurgery.api.Decides;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.report.runs.PluginNames;
import org.elbosurgery.framework.report.runs.Spread;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Entry;
import org.elbosurgery.framework.table.Table;

/** The table of a list of runs: what they are, how far they are, and the terms of their ELBOs. */
public final class RunTable {

  /** The options that tell runs apart even where all have the same value. */
  private static final Set<String> ALWAYS = Set.of("prior", "latent", "seed", "epochs");

  private final List<ListedRun> runs;
  private final Split split;

  private RunTable(List<ListedRun> runs, Split split) {
    this.runs = runs;
    this.split = split;
  }

  /**
   * Returns the table, with a column for every option in which the runs differ.
   *
   * @param split the rows whose terms are shown
   */
  public static Table of(RunList list, Split split) {
    return new RunTable(list.runs(), split).table();
  }

  private Table table() {
    Map<String, List<String>> options = new LinkedHashMap<>();
    for (OptionDescriptor option : ExperimentSpec.descriptors()) {
      List<String> values = runs.stream().map(run -> run.value(option.name())).toList();
      if (ALWAYS.contains(option.name()) || tellsApart(option, values)) {
        options.put(option.name(), values.stream().map(PluginNames.shortened(values)).toList());
      }
    }
    List<Column> columns = new ArrayList<>(List.of(new Column("run"), new Column("state")));
    options.keySet().forEach(name -> columns.add(new Column(name)));
    for (Term term : Term.values()) {
      columns.add(Column.measured(term.label()));
    }
    List<List<Entry>> rows = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      rows.add(row(i, options));
    }
    return new Table("runs", caption(), columns, rows, notes());
  }

  private static boolean tellsApart(OptionDescriptor option, List<String> values) {
    return option.decides() != Decides.EXECUTION && new LinkedHashSet<>(values).size() > 1;
  }

  private List<Entry> row(int index, Map<String, List<String>> options) {
    ListedRun run = runs.get(index);
    List<Entry> row = new ArrayList<>();
    row.add(new Entry.Text(run.path().toString()));
    row.add(new Entry.Text(run.status().state().label()));
    options.values().forEach(values -> row.add(entry(values.get(index))));
    for (Term term : Term.values()) {
      row.add(Spread.cell(Spread.of(run.term(term, split).stream().toList())));
    }
    return row;
  }

  private static Entry entry(String value) {
    return NumberUtils.isDigits(value)
        ? new Entry.Count(Long.parseLong(value))
        : new Entry.Text(value);
  }

  private String caption() {
    return "%d runs; terms of the %s rows in nats per data point, +- one standard error"
        .formatted(runs.size(), split.label());
  }

  /** Returns what more there is to say of runs that are not finished, or train others further. */
  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (ListedRun run : runs) {
      run.grownFrom().ifPresent(from -> notes.add(run.path() + " is " + from.phrase()));
      if (!run.status().detail().isEmpty()) {
        notes.add(
            "%s %s: %s".formatted(run.path(), run.status().state().label(), run.status().detail()));
      }
    }
    return notes;
  }
}
