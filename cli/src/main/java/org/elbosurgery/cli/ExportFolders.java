package org.elbosurgery.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.elbosurgery.framework.sweep.SweepFolder;

/**
 * Runs to export, and where to.
 *
 * @param runs the folders of the runs
 * @param given these, and folders that hold them
 */
record ExportFolders(List<Path> runs, List<Path> given) {

  /**
   * Returns the folder for each run: of several, or of folders that hold runs, however many are
   * found there, the place of each below the last folder that has in it all that was given.
   */
  Map<Path, Path> in(Path folder) {
    if (given.size() == 1 && runs.equals(given)) {
      return Map.of(runs.get(0), folder);
    }
    Map<Path, Path> folders = new LinkedHashMap<>();
    runs.forEach(run -> folders.put(run, folder.resolve(place(run))));
    return folders;
  }

  /** Returns the folder for each sweep that was given, as that for each run. */
  Map<Path, Path> sweepsIn(Path folder) {
    Map<Path, Path> folders = new LinkedHashMap<>();
    given.stream()
        .filter(SweepFolder::isAt)
        .forEach(sweep -> folders.put(sweep, folder.resolve(place(sweep))));
    return folders;
  }

  /** Returns the place of a path below the last folder that has in it all that was given. */
  private String place(Path path) {
    int shared = sharedNames(given.stream().map(this::holder).toList());
    Path whole = whole(path);
    return shared == whole.getNameCount()
        ? ""
        : whole.subpath(shared, whole.getNameCount()).toString();
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
