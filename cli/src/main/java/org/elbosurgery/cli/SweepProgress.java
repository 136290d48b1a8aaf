package org.elbosurgery.cli;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.elbosurgery.framework.sweep.Cell;
import org.elbosurgery.framework.sweep.CellStatus;
import org.elbosurgery.framework.sweep.SweepFolder;
import org.elbosurgery.framework.sweep.SweepListener;

/**
 * Shows the progress of the cells of a sweep, in steps of training with the remaining time, and of
 * each running cell.
 */
final class SweepProgress implements SweepListener, AutoCloseable {

  private final Progress progress;
  private final List<Cell> cells;
  private final Map<Cell, Long> done = new LinkedHashMap<>();
  private final Map<Cell, String> running = new LinkedHashMap<>();
  private final Set<Cell> elsewhere = new HashSet<>();
  private int ended;

  private SweepProgress(Progress progress, List<Cell> cells) {
    this.progress = progress;
    this.cells = cells;
  }

  /** Begins with what earlier calls of the sweep, or other processes, have done of cells. */
  static SweepProgress on(Terminal terminal, SweepFolder folder, List<Cell> cells) {
    SweepProgress progress = new SweepProgress(Progress.on(terminal), cells);
    progress.cells.forEach(cell -> progress.done.put(cell, folder.stepsDone(cell)));
    return progress;
  }

  @Override
  public synchronized void started(Cell cell) {
    elsewhere.remove(cell);
    running.put(cell, "starting");
    show();
  }

  @Override
  public synchronized void worked(Cell cell, long steps, String doing) {
    done.put(cell, steps);
    running.put(cell, 100 * steps / cell.steps() + " %");
    show();
  }

  @Override
  public void warned(Cell cell, String warning) {
    progress.tell("cell " + cell.name() + ": " + warning);
  }

  @Override
  public synchronized void elsewhere(Cell cell) {
    elsewhere.add(cell);
    show();
  }

  @Override
  public synchronized void ended(CellStatus status) {
    elsewhere.remove(status.cell());
    running.remove(status.cell());
    done.put(status.cell(), status.cell().steps());
    ended++;
    show();
  }

  /** Shows the progress; the remaining time is estimated from the steps of this call alone. */
  private void show() {
    progress.show("sweep", " steps", sum(done.values()), sum(steps()));
    progress.say(
        " "
            + ended
            + " of "
            + cells.size()
            + " cells"
            + (elsewhere.isEmpty() ? "" : "; " + elsewhere.size() + " in other processes")
            + running.entrySet().stream()
                .map(cell -> "; " + cell.getKey().label() + " " + cell.getValue())
                .collect(Collectors.joining()));
  }

  private List<Long> steps() {
    return cells.stream().map(Cell::steps).toList();
  }

  private static long sum(Collection<Long> steps) {
    return steps.stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public synchronized void close() {
    progress.close();
  }
}
