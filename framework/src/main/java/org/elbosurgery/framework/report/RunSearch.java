package org.elbosurgery.framework.report;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.file.FileProblem;

/** Finds the run folders in a folder, such as that of a comparison or a sweep. */
final class RunSearch {

  /** A sweep has its cells two levels down; one level more is a folder of sweeps. */
  private static final int DEPTH = 3;

  private RunSearch() {}

  /**
   * Returns the run folders that a folder is or holds, in the order of their paths. Links are not
   * followed, and nothing is looked for inside a run.
   *
   * @throws ElboException USER if there is none, or the folder cannot be read
   */
  static List<Path> in(Path folder) {
    if (RunFolder.isOne(folder)) {
      return List.of(folder);
    }
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(folder, Set.of(), DEPTH, collecting(folder, found));
    } catch (IOException e) {
      throw FileProblem.unreadable(folder, e);
    }
    if (found.isEmpty()) {
      throw ElboException.user(
          "no runs in " + folder + ": give a folder that elbo run, compare or sweep has left");
    }
    found.sort(null);
    return found;
  }

  private static SimpleFileVisitor<Path> collecting(Path folder, List<Path> found) {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        return visit(directory);
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        return visit(file); // a folder at the greatest depth is visited as a file is
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (file.equals(folder)) {
          throw e;
        }
        return FileVisitResult.CONTINUE; // what may not be entered holds no runs of this user
      }

      private FileVisitResult visit(Path path) {
        if (RunFolder.isOne(path)) {
          found.add(path);
          return FileVisitResult.SKIP_SUBTREE;
        }
        return FileVisitResult.CONTINUE;
      }
    };
  }
}
