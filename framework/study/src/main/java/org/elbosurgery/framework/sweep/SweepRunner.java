package org.elbosurgery.framework.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.experiment.RunStatus;
import org.elbosurgery.framework.experiment.RunStatus.State;
import org.elbosurgery.framework.file.FolderLock;

/**
 * Runs the missing cells of a sweep, several at a time, each in a Java process like this one. A
 * finished cell is left unchanged, a partly trained one continues from its newest checkpoint, and a
 * failed one is tried again.
 *
 * @param jobs the number of cells at a time, at least 1
 * @param pluginFolder a folder with plugins for the processes, in addition to those on the class
 *     path
 */
public record SweepRunner(int jobs, Optional<Path> pluginFolder) {

  /**
   * Checks the number of jobs.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public SweepRunner {
    if (jobs < 1) {
      throw new IllegalArgumentException("jobs are at least 1, not " + jobs);
    }
  }

  /** Runs a number of cells at a time, with the plugins on the class path. */
  public SweepRunner(int jobs) {
    this(jobs, Optional.empty());
  }

  /**
   * Runs a sweep to its end. A cell that fails does not affect the others.
   *
   * @param folder the folder of the sweep
   * @param listener receives the progress
   * @return the status of each cell, in order: done or failed
   * @throws ElboException USER if the folder is in use by another sweep
   * @throws InterruptedException if this thread is interrupted; every running cell has written a
   *     checkpoint, and the same call continues from there
   */
  public List<CellStatus> run(SweepFolder folder, SweepListener listener)
      throws InterruptedException {
    FolderLock lock = folder.lock();
    ExecutorService workers = Executors.newFixedThreadPool(jobs);
    try {
      List<Future<CellStatus>> all = new ArrayList<>();
      for (Cell cell : folder.sweep().cells()) {
        all.add(workers.submit(() -> run(cell, folder, listener)));
      }
      List<CellStatus> ended = new ArrayList<>();
      for (Future<CellStatus> each : all) {
        ended.add(ended(each));
      }
      return ended;
    } finally {
      stop(workers);
      lock.release();
    }
  }

  private static CellStatus ended(Future<CellStatus> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InterruptedException) {
        throw new InterruptedException("a cell was interrupted");
      }
      if (e.getCause() instanceof ElboException failure) {
        throw failure;
      }
      throw ElboException.internal("a cell could not be run", e.getCause());
    }
  }

  /** Interrupts the running cells and waits for their checkpoints. */
  private static void stop(ExecutorService workers) {
    workers.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      workers.awaitTermination(1, TimeUnit.HOURS); // the workers themselves wait for a shorter time
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private CellStatus run(Cell cell, SweepFolder folder, SweepListener listener)
      throws InterruptedException {
    CellStatus before = folder.status(cell);
    CellStatus after = before;
    if (before.state() == State.DONE) {
      folder.tidyUp(cell);
    } else {
      after = goOn(cell, folder, listener);
    }
    listener.ended(after);
    return after;
  }

  private CellStatus goOn(Cell cell, SweepFolder folder, SweepListener listener)
      throws InterruptedException {
    listener.started(cell);
    try {
      RunFolder run = folder.begin(cell);
      new CellProcess(cell, run.path(), listener).run(pluginFolder).ifPresent(run::writeFailure);
      return folder.status(cell);
    } catch (ElboException e) { // the folder itself
      return new CellStatus(cell, RunStatus.failed(e));
    }
  }
}
