package org.elbosurgery.framework.verification;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.comparison.ComparisonFolder;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.file.FolderLock;
import org.elbosurgery.framework.sweep.SweepFolder;

/**
 * A folder of a run, a comparison or a sweep, held against what was written there: every file
 * against its digest, and a finished run's files against each other.
 *
 * @param path of the folder
 * @param files how many files were written there and are there
 * @param problems one sentence for each thing that is damaged, missing, not from this program, or
 *     contradicts another; none if all is well
 */
public record VerifiedFolder(Path path, int files, List<String> problems) {

  /** Folders of sweeps have those of cells two levels down; this is as deep again. */
  private static final int DEPTH = 4;

  /** Copies the problems. */
  public VerifiedFolder {
    problems = List.copyOf(problems);
  }

  /**
   * Verifies a folder of the program, and all that are in it. Symbolic links in it are not
   * followed.
   *
   * @return in the order of their paths, at least one
   * @throws ElboException USER if there is none, or a folder cannot be read
   */
  public static List<VerifiedFolder> in(Path top) {
    List<Path> found = new ArrayList<>();
    find(top, DEPTH, found);
    if (found.isEmpty()) {
      throw ElboException.user(
          "no runs in " + top + ": give a folder that elbo run, compare or sweep has left");
    }
    return found.stream().map(VerifiedFolder::of).toList();
  }

  private static void find(Path folder, int depth, List<Path> found) {
    if (CheckedFolder.isOne(folder)
        || RunFolder.isOne(folder)
        || RunFolder.isRemainder(folder)
        || ComparisonFolder.isOne(folder)
        || SweepFolder.isOne(folder)) {
      found.add(folder);
    }
    if (depth > 0) {
      for (Path inner : folders(folder)) {
        find(inner, depth - 1, found);
      }
    }
  }

  private static List<Path> folders(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> Files.isDirectory(entry) && !Files.isSymbolicLink(entry))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw FileProblem.unreadable(folder, e);
    }
  }

  private static VerifiedFolder of(Path path) {
    try {
      CheckedFolder folder = CheckedFolder.of(path);
      List<String> problems = new ArrayList<>(folder.problems());
      if (problems.isEmpty() && RunFolder.isOne(path) && RunFolder.open(path).isFinished()) {
        FinishedRun run = FinishedRun.read(path);
        run.resultWithPoints();
        run.metrics();
        run.prior();
      }
      return new VerifiedFolder(path, folder.names().size(), problems);
    } catch (ElboException e) {
      return new VerifiedFolder(path, 0, e.problems());
    }
  }

  /**
   * Takes the files of one folder of the program as they are.
   *
   * @return the folder as it is now
   * @throws ElboException USER if it is none, is in use, or cannot be written
   */
  public static VerifiedFolder accept(Path path) {
    if (in(path).stream().noneMatch(folder -> folder.path().equals(path))) {
      throw ElboException.user(path + " is no folder of a run, comparison or sweep");
    }
    FolderLock lock = FolderLock.of(path);
    try {
      CheckedFolder.of(path).accept();
      return of(path);
    } finally {
      lock.release();
    }
  }
}
