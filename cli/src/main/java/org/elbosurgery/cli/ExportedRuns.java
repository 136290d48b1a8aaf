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
  private final ExportOptions options;
  private final Terminal terminal;

  /**
   * Takes what to write.
   *
   * @param runs the folders of the runs
   */
  ExportedRuns(List<Path> runs, ExportOptions options, Terminal terminal) {
    this.runs = runs;
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
   * Writes all files of each run, in the folder or, of several runs, in a folder of each in it: all
   * files of a run or none.
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
   * Returns the folder for each run: of several, with the names that tell them apart, those below
   * the last folder that has all of them in it.
   */
  private Map<Path, Path> folders(Path folder) {
    if (runs.size() == 1) {
      return Map.of(runs.get(0), folder);
    }
    List<Path> places = runs.stream().map(run -> run.toAbsolutePath().normalize()).toList();
    int shared = sharedNames(places);
    Map<Path, Path> folders = new LinkedHashMap<>();
    for (int i = 0; i < places.size(); i++) {
      Path own = places.get(i).subpath(shared, places.get(i).getNameCount());
      folders.put(runs.get(i), folder.resolve(own.toString()));
    }
    return folders;
  }

  /** Returns how many names, from the first, all paths share, not counting the last of any. */
  private static int sharedNames(List<Path> paths) {
    int most = paths.stream().mapToInt(Path::getNameCount).min().orElseThrow() - 1;
    return (int)
        IntStream.range(0, most)
            .takeWhile(i -> paths.stream().map(path -> path.getName(i)).distinct().count() == 1)
            .count();
  }
}
