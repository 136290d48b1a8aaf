package org.elbosurgery.framework.sweep;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ElboException.Category;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.experiment.RunStatus;
import org.elbosurgery.framework.experiment.RunStatus.State;
import org.elbosurgery.framework.file.FolderLock;

/**
 * What a process does with a cell of a sweep on which other processes may work, too. The lock of a
 * cell is held from the look at its state to its end, so that no two processes run it.
 */
final class CellWork {

  private final SweepFolder folder;
  private final SweepRunner settings;
  private final SweepListener listener;

  /** When the cells failed that had failed before this work; a later failure is of this sweep. */
  private final Map<Cell, Instant> failures = new HashMap<>();

  private CellWork(SweepFolder folder, SweepRunner settings, SweepListener listener) {
    this.folder = folder;
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Prepares work on cells.
   *
   * @param settings how often a cell is tried, and with which plugins
   */
  static CellWork on(
      SweepFolder folder, List<Cell> cells, SweepRunner settings, SweepListener listener) {
    CellWork work = new CellWork(folder, settings, listener);
    cells.forEach(
        cell -> folder.failedAt(cell).ifPresent(failed -> work.failures.put(cell, failed)));
    return work;
  }

  /**
   * Runs a cell to its end, unless it has ended or another process has it. A cell that failed
   * before this work is tried again, one that another process has tried in the meantime is not.
   *
   * @return its status, done or failed; empty if another process has it
   * @throws InterruptedException if this thread is interrupted; the cell has written a checkpoint
   */
  Optional<CellStatus> run(Cell cell) throws InterruptedException {
    CellStatus before = folder.status(cell);
    if (before.state() == State.DONE) {
      folder.tidyUp(cell);
      return ended(before);
    }
    Optional<FolderLock> lock = folder.lock(cell);
    if (lock.isEmpty()) {
      listener.elsewhere(cell);
      return Optional.empty();
    }
    try {
      CellStatus now = folder.status(cell); // another process may have run it since
      return ended(hasEnded(now) ? now : goOn(cell));
    } finally {
      lock.get().release();
    }
  }

  private Optional<CellStatus> ended(CellStatus status) {
    listener.ended(status);
    return Optional.of(status);
  }

  private boolean hasEnded(CellStatus status) {
    return switch (status.state()) {
      case DONE -> true;
      case FAILED ->
          folder
              .failedAt(status.cell())
              .filter(failed -> !failed.equals(failures.get(status.cell())))
              .isPresent();
      case RUNNING, INTERRUPTED, MISSING -> false;
    };
  }

  private CellStatus goOn(Cell cell) throws InterruptedException {
    listener.started(cell);
    CellStatus status = attempt(cell);
    for (int retry = 1; retry <= settings.retries() && mayPass(status); retry++) {
      listener.warned(
          cell, status.detail() + "; trying again, " + retry + " of " + settings.retries());
      status = attempt(cell);
    }
    return status;
  }

  /** Returns whether another attempt can do better; numbers would be the same again. */
  private static boolean mayPass(CellStatus status) {
    return status.failure().filter(category -> category != Category.NUMERIC).isPresent();
  }

  private CellStatus attempt(Cell cell) throws InterruptedException {
    try {
      RunFolder run = folder.begin(cell);
      new CellProcess(cell, run.path(), listener).run(settings).ifPresent(run::writeFailure);
      return folder.status(cell);
    } catch (ElboException e) { // the folder itself
      return new CellStatus(cell, RunStatus.failed(e));
    }
  }
}
