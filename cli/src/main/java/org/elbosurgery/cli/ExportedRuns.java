package org.elbosurgery.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.export.ExportOptions;
import org.elbosurgery.framework.export.RunExport;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.file.Content;

/** Writes the files of exported runs, and says where they are. */
final class ExportedRuns {

  private final List<Path> runs;
  private final List<Path> given;
  private final ExportOptions options;
  private final Terminal terminal;

  /**
   * Takes what to write.
   *
   * @param runs the folders of the runs
   * @param given these, and folders that hold them
   */
  ExportedRuns(List<Path> runs, List<Path> given, ExportOptions options, Terminal terminal) {
    this.runs = runs;
    this.given = given;
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
    Map<Path, Content> contents = files.contents(read(runs.get(0), reader), options);
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
    folders(folder)
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

  /**
   * Returns the folder for each run: of several, or of folders that hold runs, however many are
   * found there, the place of each below the last folder that has in it all that was given.
   */
  private Map<Path, Path> folders(Path folder) {
    if (given.size() == 1 && runs.equals(given)) {
      return Map.of(runs.get(0), folder);
    }
    int shared = sharedNames(given.stream().map(this::holder).toList());
    Map<Path, Path> folders = new LinkedHashMap<>();
    for (Path run : runs) {
      Path whole = whole(run);
      folders.put(run, folder.resolve(whole.subpath(shared, whole.getNameCount()).toString()));
    }
    return folders;
  }

  private static Path whole(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private Path holder(Path operand) {
    return runs.contains(operand) ? whole(operand).getParent() : whole(operand);
  }

  /** Returns how many names, from the first, all paths share. */
  private static int sharedNames(List<Path> paths) {
    int most = paths.stream().mapToInt(Path::getNameCount).min().orElseThrow();
    return (int)
        IntStream.range(0, most)
            .takeWhile(i -> paths.stream().map(path -> path.getName(i)).distinct().count() == 1)
            .count();
  }
}
