package org.elbosurgery.framework.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.annealing.AnnealingFolder;
import org.elbosurgery.framework.comparison.ComparisonFolder;
import org.elbosurgery.framework.estimators.EstimatorsFile;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.file.FolderLock;
import org.elbosurgery.framework.gap.GapJson;
import org.elbosurgery.framework.likelihood.LikelihoodFolder;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.sweep.SweepFolder;

/**
 * A folder of a run, a comparison or a sweep, verified: every file against its digest, and the
 * files of a finished run against each other.
 *
 * @param path the path of the folder
 * @param files the number of files that were written there and exist
 * @param problems one sentence for each thing that is damaged, missing, not from this program, or
 *     contradicts another; none if all is intact
 * @param desktopFiles names of the files that desktop programs have left there, which are not
 *     checked
 */
public record VerifiedFolder(
    Path path, int files, List<String> problems, List<String> desktopFiles) {

  /**
   * The depth of the search: the cells of a sweep are two levels down, and a folder of sweeps may
   * be two levels more.
   */
  private static final int DEPTH = 4;

  /** Copies the lists. */
  public VerifiedFolder {
    problems = List.copyOf(problems);
    desktopFiles = List.copyOf(desktopFiles);
  }

  /**
   * Verifies a folder of the program and all folders of the program in it. Symbolic links in it are
   * not followed.
   *
   * @return the folders in the order of their paths, at least one; a folder that cannot be read is
   *     returned with a problem
   * @throws ElboException USER if there is no such folder
   */
  public static List<VerifiedFolder> in(Path top) {
    List<VerifiedFolder> verified = new ArrayList<>();
    verify(top, DEPTH, verified);
    if (verified.isEmpty()) {
      throw ElboException.user(
          "no runs in " + top + ": give a folder that elbo run, compare or sweep has left");
    }
    return verified;
  }

  private static void verify(Path folder, int depth, List<VerifiedFolder> verified) {
    if (isAt(folder)) {
      verified.add(of(folder));
    }
    if (depth > 0) {
      List<Path> inner = List.of();
      try {
        inner = folders(folder);
      } catch (ElboException e) {
        if (!isAt(folder)) { // already found to be one
          verified.add(new VerifiedFolder(folder, 0, e.problems(), List.of()));
        }
      }
      inner.forEach(each -> verify(each, depth - 1, verified));
    }
  }

  private static boolean isAt(Path folder) {
    return CheckedFolder.isOwn(folder)
        || RunFolder.isAt(folder)
        || RunFolder.isRemainder(folder)
        || ComparisonFolder.isAt(folder)
        || SweepFolder.isAt(folder);
  }

  private static List<Path> folders(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> Files.isDirectory(entry) && !Files.isSymbolicLink(entry))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw FileProblem.unreadable(folder, e);
    } catch (UncheckedIOException e) {
      throw FileProblem.unreadable(folder, e.getCause());
    }
  }

  private static VerifiedFolder of(Path path) {
    CheckedFolder folder = CheckedFolder.of(path);
    return of(folder, folder::problems);
  }

  private static VerifiedFolder of(CheckedFolder folder, Supplier<List<String>> damage) {
    Path path = folder.path();
    try {
      List<String> problems = new ArrayList<>(damage.get());
      if (problems.isEmpty() && RunFolder.isAt(path) && RunFolder.open(path).isFinished()) {
        problems.addAll(contradictions(FinishedRun.read(path)));
      }
      return new VerifiedFolder(path, folder.names().size(), problems, folder.desktopFiles());
    } catch (ElboException e) {
      return new VerifiedFolder(path, 0, e.problems(), List.of());
    }
  }

  /** Reads all files that are checked against others of the run when they are read. */
  private static List<String> contradictions(FinishedRun run) {
    List<Runnable> readers =
        List.of(
            run::resultWithPoints,
            () -> run.posteriors(Split.TRAIN),
            () -> run.posteriors(Split.TEST),
            run::metrics,
            run::terms,
            run::prior,
            run::checkpoint,
            () -> GapJson.read(run.path()),
            () -> LikelihoodFolder.check(run),
            () -> AnnealingFolder.check(run),
            () -> EstimatorsFile.read(run));
    Problems problems = Problems.user();
    readers.forEach(problems::check);
    return problems.all().stream().distinct().toList();
  }

  /**
   * Accepts the present files of one folder of the program.
   *
   * @return the folder as it is now
   * @throws ElboException USER if it is not a folder of the program, is in use, or cannot be
   *     written
   */
  public static VerifiedFolder accept(Path path) {
    if (!isAt(path)) {
      throw ElboException.user(path + " is not a folder of a run, comparison or sweep");
    }
    FolderLock lock = FolderLock.of(path);
    try {
      CheckedFolder folder = CheckedFolder.of(path);
      folder.accept();
      return of(folder, List::of); // their digests were computed just now
    } finally {
      lock.release();
    }
  }
}
