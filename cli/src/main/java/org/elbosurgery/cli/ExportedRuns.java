package org.elbosurgery.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.export.ExportOptions;
import org.elbosurgery.framework.export.RunExport;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.file.Content;

/** Writes the files of exported runs, and says where they are. */
final class ExportedRuns {

  private final ExportFolders folders;
  private final ExportOptions options;
  private final Terminal terminal;

  /**
   * Takes what to write.
   *
   * @param folders the runs
   */
  ExportedRuns(ExportFolders folders, ExportOptions options, Terminal terminal) {
    this.folders = folders;
    this.options = options;
    this.terminal = terminal;
  }

  /**
   * Writes some files of the only run, none of which is there.
   *
   * @param reader reads the run
   * @throws ElboException USER if the run is damaged or its networks are not translated to ONNX
   */
  void write(ExportedFiles files, Function<Path, RunExport> reader) {
    Map<Path, Content> contents = files.contents(read(folders.runs().get(0), reader), options);
    contents.forEach(AtomicFile::write);
    contents.keySet().forEach(path -> terminal.out().println("saved " + path));
  }

  /**
   * Writes all files of each run, in the folder if a single run was given, or else in a folder of
   * each in it: all files of a run or none.
   *
   * @param reader reads a run
   * @param failures receives those of runs, which do not affect the others
   */
  void write(Path folder, Function<Path, RunExport> reader, FailedRuns failures) {
    folders
        .in(folder)
        .forEach(
            (run, into) -> {
              try {
                PluginWarnings.print(run, read(run, reader).write(into, options), terminal);
                terminal.out().println("saved in " + into);
              } catch (ElboException e) {
                failures.add(run, e);
              }
            });
  }

  private RunExport read(Path path, Function<Path, RunExport> reader) {
    RunExport export = reader.apply(path);
    PluginWarnings.print(
        path, export.run().folder().pluginDifferences(export.model().experiment()), terminal);
    return export;
  }
}
