package org.elbosurgery.framework.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.elbosurgery.framework.experiment.RunFolder;

/** Reports the progress of cells that other processes run, from the folder of their sweep. */
final class SweepWatch {

  private final SweepFolder folder;
  private final List<Cell> left;
  private final SweepListener listener;
  private final Map<Cell, Long> before = new HashMap<>();
  private final Set<Cell> started = new HashSet<>();

  /** Begins with what is done. */
  SweepWatch(SweepFolder folder, List<Cell> cells, SweepListener listener) {
    this.folder = folder;
    this.left = new ArrayList<>(cells);
    this.listener = listener;
    cells.forEach(cell -> before.put(cell, folder.stepsDone(cell)));
  }

  /** Looks at every cell that had not ended when it was last looked at. */
  void look() {
    left.removeIf(this::hasEnded);
  }

  /** Reports the cells that have not been seen to end: nobody runs any of them now. */
  void end() {
    left.forEach(cell -> listener.ended(folder.status(cell)));
    left.clear();
  }

  private boolean hasEnded(Cell cell) {
    if (!RunFolder.isAt(folder.run(cell))) {
      return false;
    }
    if (RunFolder.open(folder.run(cell)).isFinished()) {
      listener.ended(folder.status(cell));
      return true;
    }
    long steps = folder.stepsDone(cell);
    if (steps > before.get(cell)) { // somebody is at work on it
      if (started.add(cell)) {
        listener.started(cell);
      }
      listener.worked(cell, steps, "");
    }
    return false;
  }
}
