package org.elbosurgery.framework.report;

import java.nio.file.Path;
import java.util.List;
import org.elbosurgery.framework.experiment.DataDigests;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.MadeUpRuns;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.sweep.Cell;
import org.elbosurgery.framework.table.Table;
import org.elbosurgery.framework.table.TableFormat;

/**
 * Made-up runs in a folder, and the report of all of them.
 *
 * @param folder where the runs are
 */
record MadeUpReport(Path folder) {

  /** Leaves a run of d = 2, as {@link MadeUpRuns#write}. */
  Path run(String name, String prior, int seed, double mean, double... marginalKl) {
    return MadeUpRuns.write(
        folder.resolve(name), MadeUpRuns.options(prior, 2, seed), mean, marginalKl);
  }

  /** Returns a cell of a sweep whose run is such a one. */
  static Cell cell(String prior, int seed) {
    return new Cell(
        prior + ", seed " + seed,
        ExperimentSpec.create(MadeUpRuns.options(prior, 2, seed)),
        DataDigests.of("d1".repeat(32)),
        PluginBuilds.UNKNOWN,
        4);
  }

  Report report() {
    return Report.of(List.of(folder));
  }

  List<String> lines(TableFormat format) {
    return report().text(format).lines().toList();
  }

  /** Returns the lines of a table, which is known by its name. */
  List<String> csv(String name) {
    Table table =
        report().tables().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
    return TableFormat.CSV.of(List.of(table)).lines().toList();
  }
}
