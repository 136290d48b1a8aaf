package org.elbosurgery.framework.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.lang3.StringUtils;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.table.Cell;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Table;

/** How the numbers of a report were made. */
final class Provenance {

  private static final int DIGITS = 12;

  private Provenance() {}

  /** Returns a row for each run. */
  static Table table(Settings settings) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Setting setting : settings.all()) {
      for (ReportedRun run : setting.runs()) {
        rows.add(row(setting, run));
      }
    }
    return new Table(
        "runs",
        "The runs",
        List.of(
            new Column("run"),
            new Column("prior"),
            new Column("d"),
            new Column("seed"),
            new Column("epochs"),
            new Column("data"),
            new Column("SHA-256 begins"),
            new Column("threads"),
            new Column("kernel"),
            new Column("version")),
        rows,
        List.of());
  }

  private static List<Cell> row(Setting setting, ReportedRun run) {
    Result.Provenance provenance = run.result().provenance();
    return List.of(
        new Cell.Text(name(run.path())),
        new Cell.Text(setting.prior()),
        new Cell.Count(setting.latent()),
        new Cell.Count(run.seed()),
        new Cell.Count(provenance.epochs()),
        new Cell.Text(run.spec().values().get("data")),
        new Cell.Text(StringUtils.left(provenance.dataSha256(), DIGITS)),
        new Cell.Count(run.spec().run().threads()),
        new Cell.Text(provenance.kernel()),
        new Cell.Text(provenance.versions().toString()));
  }

  /** Returns a run's folder and the one that it is in, which tell it from others. */
  static String name(Path path) {
    Path whole = path.toAbsolutePath().normalize();
    int names = whole.getNameCount();
    return whole.subpath(Math.max(0, names - 2), names).toString().replace('\\', '/');
  }
}
