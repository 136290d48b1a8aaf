package org.elbosurgery.framework.sweep;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.codes.CodesFolder;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

/**
 * The run folders in a folder, such as the folder of a comparison or a sweep, or the folder itself.
 * Links are not followed, and runs are not searched.
 *
 * @param runs run folders, in the order of their paths, followed by further cells of sweeps
 * @param codes folders of codes of models that were trained anywhere, in the order of their paths
 * @param problems one sentence for each thing that should be a run but is not
 */
public record RunSearch(List<Path> runs, List<Path> codes, List<String> problems) {

  /**
   * The depth of the search: the cells of a sweep are two levels down, and a folder of sweeps is
   * one level more.
   */
  private static final int DEPTH = 3;

  /** Copies the lists. */
  public RunSearch {
    runs = List.copyOf(runs);
    codes = List.copyOf(codes);
    problems = List.copyOf(problems);
  }

  /**
   * Searches a folder.
   *
   * @throws ElboException USER if there are no runs, codes, sweeps or remains of them, or the
   *     folder cannot be read
   */
  public static RunSearch in(Path folder) {
    Found found = new Found(folder);
    try {
      Files.walkFileTree(folder, Set.of(), DEPTH, found);
    } catch (IOException e) {
      throw FileProblem.unreadable(folder, e);
    }
    if (found.isEmpty()) {
      throw ElboException.user(
          "no runs in " + folder + ": give a folder that elbo run, compare or sweep has left");
    }
    found.runs.sort(null);
    found.codes.sort(null);
    found.remainders.sort(null);
    Set<Path> runs = new LinkedHashSet<>(found.runs);
    Problems problems = Problems.user();
    found.remainders.forEach(path -> problems.add(remainder(path)));
    found.sweeps.forEach(sweep -> runs.addAll(begun(sweep, problems)));
    return new RunSearch(List.copyOf(runs), found.codes, problems.all());
  }

  /**
   * Returns what is the same for all names of a folder that was found, so that one found twice
   * counts once.
   *
   * @throws ElboException USER if it cannot be read
   */
  public static Path identity(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw FileProblem.unreadable(path, e);
    }
  }

  private static String remainder(Path path) {
    return path + " has files of a run but no spec.json; restore it, or repeat the run";
  }

  /**
   * Returns the runs of a sweep at any depth, and reports the cells without a folder; problems with
   * a folder are reported for the folder.
   */
  private static List<Path> begun(Path path, Problems problems) {
    SweepFolder sweep = SweepFolder.open(path);
    List<Path> begun = new ArrayList<>();
    Checked<Sweep> read = problems.attempt(sweep::sweep);
    for (Cell cell : read.toOptional().map(Sweep::cells).orElse(List.of())) {
      Path run = sweep.run(cell);
      if (RunFolder.isAt(run)) {
        begun.add(run);
      } else if (!RunFolder.isRemainder(run)) {
        problems.add(
            "the cell %s of the sweep in %s was never begun; the same elbo sweep runs it"
                .formatted(cell.label(), path));
      }
    }
    return begun;
  }

  /** Collects what a walk finds. */
  private static final class Found extends SimpleFileVisitor<Path> {

    private final Path folder;
    private final List<Path> runs = new ArrayList<>();
    private final List<Path> codes = new ArrayList<>();
    private final List<Path> remainders = new ArrayList<>();
    private final List<Path> sweeps = new ArrayList<>();

    Found(Path folder) {
      this.folder = folder;
    }

    private boolean isEmpty() {
      return runs.isEmpty() && codes.isEmpty() && remainders.isEmpty() && sweeps.isEmpty();
    }

    private FileVisitResult visit(Path path) {
      if (RunFolder.isAt(path)) {
        runs.add(path);
        return FileVisitResult.SKIP_SUBTREE;
      }
      if (CodesFolder.isAt(path)) {
        codes.add(path);
        return FileVisitResult.SKIP_SUBTREE;
      }
      if (RunFolder.isRemainder(path)) {
        remainders.add(path);
      }
      if (SweepFolder.isAt(path)) {
        sweeps.add(path);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      return visit(directory);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      return visit(file); // a folder at the largest depth is visited like a file
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (file.equals(folder)) {
        throw e;
      }
      return FileVisitResult.CONTINUE; // a folder that may not be entered has no runs of this user
    }
  }
}
