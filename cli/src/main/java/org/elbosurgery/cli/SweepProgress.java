package org.elbosurgery.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.elbosurgery.framework.sweep.Cell;
import org.elbosurgery.framework.sweep.CellStatus;
import org.elbosurgery.framework.sweep.Sweep;
import org.elbosurgery.framework.sweep.SweepListener;

/**
 * Shows the progress of a whole sweep, in steps of training with the remaining time, and of each
 * running cell.
 */
final class SweepProgress implements SweepListener, AutoCloseable {

  private final Progress progress;
  private final List<Cell> cells;
  private final Map<Cell, Long> done = new LinkedHashMap<>();
  private final Map<Cell, Long> before = new LinkedHashMap<>();
  private final Map<Cell, String> running = new LinkedHashMap<>();
  private int ended;

  private SweepProgress(Progress progress, Sweep sweep) {
    this.progress = progress;
    this.cells = sweep.cells();
  }

  static SweepProgress on(Terminal terminal, Sweep sweep) {
    return new SweepProgress(Progress.on(terminal), sweep);
  }

  @Override
  public synchronized void started(Cell cell) {
    running.put(cell, "starting");
    show();
  }

  @Override
  public synchronized void worked(Cell cell, long steps, String doing) {
    before.putIfAbsent(cell, steps);
    done.put(cell, steps);
    running.put(cell, 100 * steps / cell.steps() + " %");
    show();
  }

  @Override
  public void warned(Cell cell, String warning) {
    progress.tell("cell " + cell.name() + ": " + warning);
  }

  @Override
  public synchronized void ended(CellStatus status) {
    running.remove(status.cell());
    before.putIfAbsent(status.cell(), status.cell().steps());
    done.put(status.cell(), status.cell().steps());
    ended++;
    show();
  }

  /**
   * Shows the progress. The remaining time is estimated without the steps done before this call.
   */
  private void show() {
    long earlier = sum(before);
    long all = cells.stream().mapToLong(Cell::steps).sum();
    progress.show("sweep", " steps", sum(done) - earlier, all - earlier);
    progress.say(
        " "
            + ended
            + " of "
            + cells.size()
            + " cells"
            + running.entrySet().stream()
                .map(cell -> "; " + cell.getKey().label() + " " + cell.getValue())
                .collect(Collectors.joining()));
  }

  private static long sum(Map<Cell, Long> steps) {
    return steps.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public synchronized void close() {
    progress.close();
  }
}
