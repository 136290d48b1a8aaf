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
import org.elbosurgery.framework.sweep.SweepFolder;

/**
 * Finds the run folders in a folder, such as that of a comparison or a sweep. Links are not
 * followed, and nothing is looked for inside a run.
 *
 * @param runs run folders, in the order of their paths
 * @param remainders folders with files of a run that is none any more, in the order of their paths
 * @param sweeps folders of sweeps
 */
record RunSearch(List<Path> runs, List<Path> remainders, List<Path> sweeps) {

  /** A sweep has its cells two levels down; one level more is a folder of sweeps. */
  private static final int DEPTH = 3;

  /**
   * Looks in a folder.
   *
   * @throws ElboException USER if there is nothing of these, or the folder cannot be read
   */
  static RunSearch in(Path folder) {
    RunSearch search = new RunSearch(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try {
      Files.walkFileTree(folder, Set.of(), DEPTH, search.new Visitor(folder));
    } catch (IOException e) {
      throw FileProblem.unreadable(folder, e);
    }
    if (search.runs.isEmpty() && search.remainders.isEmpty() && search.sweeps.isEmpty()) {
      throw ElboException.user(
          "no runs in " + folder + ": give a folder that elbo run, compare or sweep has left");
    }
    search.runs.sort(null);
    search.remainders.sort(null);
    return search;
  }

  private FileVisitResult visit(Path path) {
    if (RunFolder.isOne(path)) {
      runs.add(path);
      return FileVisitResult.SKIP_SUBTREE;
    }
    if (RunFolder.isRemainder(path)) {
      remainders.add(path);
    }
    if (SweepFolder.isOne(path)) {
      sweeps.add(path);
    }
    return FileVisitResult.CONTINUE;
  }

  private final class Visitor extends SimpleFileVisitor<Path> {

    private final Path folder;

    Visitor(Path folder) {
      this.folder = folder;
    }

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
  }
}
