package org.elbosurgery.framework.report.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.lang3.StringUtils;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.report.runs.ReportedRun;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Entry;
import org.elbosurgery.framework.table.Table;

/** The table of how the numbers of a report were computed. */
public final class ProvenanceTable {

  private static final int DIGITS = 12;

  private ProvenanceTable() {}

  /** Returns the table, with a row for each run. */
  public static Table of(Settings settings) {
    Identity identity = new Identity(settings);
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("run"));
    columns.addAll(identity.columns("prior"));
    List.of("seed", "epochs run", "source", "SHA-256 begins", "threads", "kernel", "version")
        .forEach(heading -> columns.add(new Column(heading)));
    List<List<Entry>> rows = new ArrayList<>();
    for (Setting setting : settings.all()) {
      for (ReportedRun run : setting.runs()) {
        rows.add(row(identity, setting, run));
      }
    }
    return new Table("runs", "The runs", columns, rows, List.of());
  }

  private static List<Entry> row(Identity identity, Setting setting, ReportedRun run) {
    Result.Provenance provenance = run.result().provenance();
    List<Entry> cells = new ArrayList<>();
    cells.add(new Entry.Text(name(run.path())));
    cells.addAll(identity.cells(setting));
    cells.add(new Entry.Count(run.seed()));
    cells.add(new Entry.Count(provenance.epochs()));
    cells.add(new Entry.Text(run.spec().data().data()));
    cells.add(new Entry.Text(StringUtils.left(provenance.dataSha256(), DIGITS)));
    cells.add(new Entry.Count(run.spec().run().threads()));
    cells.add(provenance.kernel().<Entry>map(Entry.Text::new).orElse(Entry.missing()));
    cells.add(new Entry.Text(provenance.versions().toString()));
    return cells;
  }

  /** Returns the names of a run's folder and its parent, which identify the run. */
  static String name(Path path) {
    Path whole = path.toAbsolutePath().normalize();
    int names = whole.getNameCount();
    return whole.subpath(Math.max(0, names - 2), names).toString().replace('\\', '/');
  }
}
