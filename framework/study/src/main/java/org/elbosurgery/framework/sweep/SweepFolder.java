package org.elbosurgery.framework.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.experiment.RunStatus;
import org.elbosurgery.framework.experiment.RunStatus.State;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.file.FolderLock;
import org.elbosurgery.framework.file.NewFolder;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.option.Difference;
import org.elbosurgery.framework.problem.Problems;

/**
 * The folder of a sweep: {@code sweep.json}, the sweep, and {@code cells/} with a {@link RunFolder}
 * for each cell that was begun. Cells are identified by their keys, so the folder can be used for
 * the same sweep again, or for a larger one. {@code locks/} has an empty folder for each cell,
 * which the process locks that runs the cell, so that any number of processes can work on one
 * sweep.
 */
public final class SweepFolder {

  private static final String FILE = "sweep.json";
  private static final String LOCKS = "locks";

  private final Path path;

  private SweepFolder(Path path) {
    this.path = path;
  }

  /**
   * Returns why a path cannot become the folder of a sweep: it is used for something else, or has a
   * sweep with cells that are not in this one; empty if it can.
   */
  public static Optional<String> problem(Path path, Sweep sweep) {
    Optional<String> used = NewFolder.problem(path, FILE);
    if (!isAt(path)) { // asked last: another process may be beginning this sweep
      return used;
    }
    Set<String> others = new LinkedHashSet<>();
    Set<String> keys = new LinkedHashSet<>(sweep.keys());
    for (Cell cell : open(path).sweep().cells()) {
      if (!keys.contains(cell.key())) {
        others.add(cell.label());
      }
    }
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            path
                + " has another sweep, with cells that are not in this one: "
                + String.join("; ", others)
                + "; give that sweep with more values or the same, or name another folder");
  }

  /** Returns whether a path is the folder of a sweep. */
  public static boolean isAt(Path path) {
    return Files.isRegularFile(path.resolve(FILE));
  }

  /**
   * Returns whether cells are left to be run.
   *
   * @param path the folder of their sweep, which need not exist
   */
  public static boolean isLeft(Path path, List<Cell> cells) {
    SweepFolder folder = new SweepFolder(path);
    return cells.stream().anyMatch(cell -> folder.status(cell).state() != State.DONE);
  }

  /**
   * Begins a sweep in a new folder, or continues in one that has the sweep or a part of it. Where
   * several processes do so at once, one of them writes the sweep and the others find it.
   *
   * @throws ElboException USER if the folder cannot be used for the sweep
   */
  public static SweepFolder of(Path path, Sweep sweep) {
    SweepFolder folder = new SweepFolder(path);
    if (!folder.holds(sweep)) {
      problem(path, sweep).ifPresent(SweepFolder::refuse); // before anything is made there
      FolderLock lock = FolderLock.patiently(path);
      try {
        folder.write(sweep);
      } finally {
        lock.release();
      }
    }
    return folder;
  }

  private boolean holds(Sweep sweep) {
    return isAt(path) && sweep().equals(sweep);
  }

  /** Writes a sweep, unless another process has, since. */
  private void write(Sweep sweep) {
    problem(path, sweep).ifPresent(SweepFolder::refuse);
    if (!holds(sweep)) {
      CheckedFolder files = isAt(path) ? CheckedFolder.of(path) : CheckedFolder.create(path);
      files.write(FILE, Json.content(SweepJson.of(sweep)));
    }
  }

  private static void refuse(String problem) {
    throw ElboException.user(problem);
  }

  /**
   * Opens the folder of a sweep that was begun.
   *
   * @throws ElboException USER if it is not one
   */
  public static SweepFolder open(Path path) {
    if (!isAt(path)) {
      throw ElboException.user(
          path
              + " is not a sweep: it has no "
              + FILE
              + "; give the --out of an earlier elbo sweep");
    }
    return new SweepFolder(path);
  }

  /** Returns the path of the folder. */
  public Path path() {
    return path;
  }

  /**
   * Reads the sweep.
   *
   * @throws ElboException USER if {@code sweep.json} is damaged
   */
  public Sweep sweep() {
    return SweepJson.read(CheckedFolder.of(path).require(FILE));
  }

  /**
   * Writes what the sweep is, as it is {@linkplain Sweep#published published}, to another folder,
   * in which there may be its cells.
   *
   * @throws ElboException USER if {@code sweep.json} is damaged, or the folder cannot be written or
   *     has files of the program already
   */
  public void copyTo(Path folder) {
    CheckedFolder.create(folder).write(FILE, Json.content(SweepJson.of(sweep().published())));
  }

  /** Returns the path of the run folder of a cell, which need not exist. */
  public Path run(Cell cell) {
    return path.resolve(cell.folder());
  }

  /**
   * Locks a cell, begun or not, for this process until the lock is released. Its run folder has a
   * lock of its own, which the process of the cell takes.
   *
   * @return empty if another process has locked it
   * @throws ElboException USER if the folder cannot be written
   */
  Optional<FolderLock> lock(Cell cell) {
    return FolderLock.ifFree(path.resolve(LOCKS).resolve(cell.name()));
  }

  /**
   * Opens the run folder of a cell, or makes it.
   *
   * @throws ElboException USER if it cannot be made, or belongs to another run
   */
  RunFolder begin(Cell cell) {
    Path run = run(cell);
    if (!RunFolder.isAt(run)) {
      return RunFolder.create(run, cell.spec(), cell.digests(), cell.plugins());
    }
    RunFolder folder = RunFolder.open(run);
    List<Difference> differences = cell.spec().differences(folder.spec());
    if (!differences.isEmpty()) {
      throw ElboException.user(
          run + " holds another run than that of the cell: " + Difference.text(differences));
    }
    if (failedAt(cell).isPresent()) { // a killed sweep's process may still have the folder
      folder.clearFailure();
    }
    return folder;
  }

  /**
   * Deletes what killed processes have left in the run folder of a cell, unless another process is
   * at work there.
   */
  void tidyUp(Cell cell) {
    try {
      FolderLock.of(run(cell)).release();
    } catch (ElboException e) {
      return; // another process is, or the folder is read-only
    }
  }

  /**
   * Returns how much of a cell was done earlier, in steps of training; what cannot be read counts
   * as not done.
   */
  public long stepsDone(Cell cell) {
    Path run = run(cell);
    if (!RunFolder.isAt(run)) {
      return 0;
    }
    RunFolder folder = RunFolder.open(run);
    if (folder.isFinished()) {
      return cell.steps();
    }
    int epochs = Problems.user().attempt(folder::epochs).orElseGet(() -> 0);
    return cell.steps() * epochs / (cell.spec().training().epochs() + 1); // the surgery is one more
  }

  /** Returns the status of each cell, in order. */
  public List<CellStatus> status() {
    return sweep().cells().stream().map(this::status).toList();
  }

  /** Returns when the failure of a cell was recorded; empty if it has not failed. */
  Optional<Instant> failedAt(Cell cell) {
    try {
      Path failure = run(cell).resolve(RunFolder.FAILURE);
      return Optional.of(Files.getLastModifiedTime(failure).toInstant());
    } catch (IOException e) { // there is none
      return Optional.empty();
    }
  }

  /** Returns the status of a cell. */
  public CellStatus status(Cell cell) {
    RunStatus run = RunStatus.of(run(cell));
    return new CellStatus(
        cell, run.result().map(result -> run.withDetail(builds(cell, result))).orElse(run));
  }

  /** Returns a remark on the builds of the plugins that computed a result. */
  private static String builds(Cell cell, Result result) {
    List<String> others = result.provenance().plugins().differences(cell.plugins());
    return others.isEmpty()
        ? ""
        : "made with another build of its " + String.join(" and ", others) + " than there is now";
  }
}
