package org.elbosurgery.framework.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.process.JavaProcess;

/**
 * Runs the missing cells of a sweep, several at a time, each in a Java process like this one. A
 * finished cell is left unchanged, a partly trained one continues from its newest checkpoint, and a
 * failed one is tried again.
 *
 * @param jobs the number of cells at a time, at least 1
 * @param retries how often a cell is tried again that fails, unless its numbers fail: they would be
 *     the same again; at least 0
 * @param pluginFolder a folder with plugins for the processes, in addition to those on the class
 *     path
 * @param java how the processes are started
 */
public record SweepRunner(int jobs, int retries, Optional<Path> pluginFolder, JavaProcess java) {

  /** Between two looks at the cells that other processes have. */
  private static final long PAUSE_MILLIS = 1_000;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there are fewer jobs than 1 or retries than 0
   */
  public SweepRunner {
    if (jobs < 1 || retries < 0) {
      throw new IllegalArgumentException(
          "jobs are at least 1 and retries at least 0, not " + jobs + " and " + retries);
    }
  }

  /** Starts processes like this one. */
  public SweepRunner(int jobs, int retries, Optional<Path> pluginFolder) {
    this(jobs, retries, pluginFolder, JavaProcess.likeThis());
  }

  /** Runs a number of cells at a time, each once, with the plugins on the class path. */
  public SweepRunner(int jobs) {
    this(jobs, 0, Optional.empty());
  }

  /**
   * Runs a sweep to its end.
   *
   * @see #run(SweepFolder, List, SweepListener)
   */
  public List<CellStatus> run(SweepFolder folder, SweepListener listener)
      throws InterruptedException {
    return run(folder, folder.sweep().cells(), listener);
  }

  /**
   * Runs cells of a sweep to their ends. A cell that fails does not affect the others. Other
   * processes may run cells of the same sweep: a cell that one of them has is left to it until
   * nothing else remains, and is then waited for, or taken over if that process ends before it.
   *
   * @param folder the folder of the sweep
   * @param cells the cells to run, in this order
   * @param listener receives the progress
   * @return the status of each cell, in order: done or failed
   * @throws ElboException USER if the folder cannot be written
   * @throws InterruptedException if this thread is interrupted; every running cell has written a
   *     checkpoint, and the same call continues from there
   */
  public List<CellStatus> run(SweepFolder folder, List<Cell> cells, SweepListener listener)
      throws InterruptedException {
    CellWork work = CellWork.on(folder, cells, this, listener);
    Map<Cell, CellStatus> ended = new HashMap<>();
    ExecutorService workers = Executors.newFixedThreadPool(jobs);
    try {
      List<Cell> left = cells;
      while (!left.isEmpty()) {
        round(left, work, workers, ended);
        left = cells.stream().filter(cell -> !ended.containsKey(cell)).toList();
        if (!left.isEmpty()) {
          Thread.sleep(PAUSE_MILLIS);
        }
      }
      return cells.stream().map(ended::get).toList();
    } finally {
      stop(workers);
    }
  }

  /** Runs the cells that no other process has. */
  private static void round(
      List<Cell> cells, CellWork work, ExecutorService workers, Map<Cell, CellStatus> ended)
      throws InterruptedException {
    List<Future<Optional<CellStatus>>> all = new ArrayList<>();
    for (Cell cell : cells) {
      all.add(workers.submit(() -> work.run(cell)));
    }
    for (Future<Optional<CellStatus>> each : all) {
      ended(each).ifPresent(status -> ended.put(status.cell(), status));
    }
  }

  private static Optional<CellStatus> ended(Future<Optional<CellStatus>> future)
      throws InterruptedException {
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
}
