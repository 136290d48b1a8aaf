package org.elbosurgery.cli;

import java.nio.file.Path;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.export.ResultsExport;
import org.elbosurgery.framework.sweep.SweepFolder;

/** Writes the results of runs alone, and says where they are. */
final class ExportedResults {

  private final ExportFolders folders;
  private final Terminal terminal;

  ExportedResults(ExportFolders folders, Terminal terminal) {
    this.folders = folders;
    this.terminal = terminal;
  }

  /**
   * Writes the results of each run, all of them or none, and what the sweeps are of which they are
   * cells.
   *
   * @param failures receives those of runs, which do not affect the others
   */
  void write(Path folder, FailedRuns failures) {
    folders
        .in(folder)
        .forEach(
            (run, into) -> {
              try {
                ResultsExport.write(run, into);
                terminal.out().println("saved in " + into);
              } catch (ElboException e) {
                failures.add(run, e);
              }
            });
    folders
        .sweepsIn(folder)
        .forEach(
            (sweep, into) -> {
              try {
                SweepFolder.open(sweep).copyTo(into);
              } catch (ElboException e) {
                failures.add(sweep, e);
              }
            });
  }
}
