package org.elbosurgery.framework.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.codes.CodesComparison;
import org.elbosurgery.framework.codes.CodesResult;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Entry;
import org.elbosurgery.framework.table.Table;

/**
 * The table of how the codes of models that were trained anywhere differ from the first of them.
 */
public final class CodesDifferenceTable {

  private final List<Setting> settings;
  private final CodesComparison comparison;

  private CodesDifferenceTable(List<Setting> settings) {
    this.settings = settings;
    this.comparison =
        new CodesComparison(
            settings.stream().map(setting -> setting.codes().orElseThrow().result()).toList());
  }

  /** Returns the table; without rows if there are fewer than two codes. */
  public static Table of(Settings settings) {
    List<Setting> codes =
        settings.all().stream().filter(setting -> setting.codes().isPresent()).toList();
    List<List<Entry>> rows = codes.size() < 2 ? List.of() : new CodesDifferenceTable(codes).rows();
    List<Column> columns = new ArrayList<>();
    List.of("model", "split", "rows").forEach(heading -> columns.add(new Column(heading)));
    for (Term term : Term.values()) {
      columns.add(Column.measured(term.label()));
    }
    return new Table(
        "codes-differences",
        "Differences of models from %s, in nats per data point"
            .formatted(codes.isEmpty() ? "the first" : codes.get(0).prior()),
        columns,
        rows,
        List.of(
            "Models that were trained elsewhere, by their codes. Paired: both have as many rows, which"
                + " are taken to be the same data in the same order. One standard error, which"
                + " counts what another data set of this size would change, for these trained"
                + " models.",
            "Not paired: mutual information and marginal KL depend on N and are compared at the same"
                + " N only."));
  }

  private List<List<Entry>> rows() {
    List<List<Entry>> rows = new ArrayList<>();
    for (Split split : Split.values()) {
      for (int i = 1; i < settings.size(); i++) {
        CodesResult result = comparison.results().get(i);
        Map<Term, Estimate> differences = comparison.differences(result, split);
        if (!differences.isEmpty()) {
          rows.add(row(settings.get(i), result, split, differences));
        }
      }
    }
    return rows;
  }

  private List<Entry> row(
      Setting setting, CodesResult result, Split split, Map<Term, Estimate> differences) {
    List<Entry> cells = new ArrayList<>();
    cells.add(new Entry.Text(setting.prior()));
    cells.add(new Entry.Text(split.label()));
    cells.add(new Entry.Text(comparison.isPaired(result, split) ? "paired" : "not paired"));
    for (Term term : Term.values()) {
      Estimate difference = differences.get(term);
      cells.add(
          difference == null
              ? Entry.missing()
              : new Entry.Difference(difference.mean(), difference.standardError()));
    }
    return cells;
  }
}
