package org.elbosurgery.framework.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.report.runs.ReportedRun;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.runs.Spread;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Entry;
import org.elbosurgery.framework.table.Table;
import org.elbosurgery.framework.training.EpochMetrics;

/** The table of what the training of each setting has cost. */
public final class CostTable {

  private CostTable() {}

  /** Returns the table, with a row for each setting of runs. */
  public static Table of(Settings settings) {
    Identity identity = new Identity(settings);
    List<Column> columns = identity.columns("prior");
    columns.add(new Column("runs"));
    columns.add(new Column("parameters"));
    columns.add(Column.measured("epochs"));
    columns.add(Column.measured("seconds"));
    columns.add(Column.measured("seconds per epoch"));
    List<List<Entry>> rows = new ArrayList<>();
    for (Setting setting : settings.all()) {
      if (!setting.runs().isEmpty()) {
        List<Entry> cells = identity.cells(setting);
        cells.add(new Entry.Count(setting.runs().size()));
        cells.add(parameters(setting));
        cells.add(epochs(setting));
        cells.add(mean(setting, CostTable::seconds));
        cells.add(mean(setting, run -> seconds(run) / Math.max(1, run.metrics().size())));
        rows.add(cells);
      }
    }
    return new Table(
        "cost",
        "What the training has cost",
        columns,
        rows,
        List.of(
            "Parameters: the numbers that were trained, those of the prior included. Seconds: time in the training steps, without the surgeries, of the machine as busy as it"
                + " was and with the threads that the table of the runs gives. ±: standard deviation"
                + " over the seeds."));
  }

  /** Returns the number of parameters, which is the same for all seeds. */
  private static Entry parameters(Setting setting) {
    return setting
        .runs()
        .get(0)
        .result()
        .provenance()
        .parameters()
        .<Entry>map(Entry.Count::new)
        .orElseGet(Entry::missing);
  }

  private static Entry epochs(Setting setting) {
    List<Integer> epochs =
        setting.runs().stream().map(run -> run.metrics().size()).distinct().toList();
    return epochs.size() == 1
        ? new Entry.Count(epochs.get(0))
        : mean(setting, run -> run.metrics().size());
  }

  private static double seconds(ReportedRun run) {
    return run.metrics().stream().mapToDouble(EpochMetrics::seconds).sum();
  }

  private static Entry mean(Setting setting, ToDoubleFunction<ReportedRun> cost) {
    return Spread.cell(
        Spread.of(
            setting.runs().stream().map(run -> Estimate.exact(cost.applyAsDouble(run))).toList()));
  }
}
