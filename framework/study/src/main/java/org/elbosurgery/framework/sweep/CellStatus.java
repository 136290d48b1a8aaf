package org.elbosurgery.framework.sweep;

import java.util.Optional;
import org.elbosurgery.api.ElboException.Category;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.RunStatus;
import org.elbosurgery.framework.experiment.RunStatus.State;

/**
 * The status of a cell. The same sweep continues a cell that was interrupted, and tries one again
 * that failed.
 *
 * @param cell the cell
 * @param run the status of its run
 */
public record CellStatus(Cell cell, RunStatus run) {

  /** Returns the state of its run. */
  public State state() {
    return run.state();
  }

  /** Returns more about its state, such as why it failed; may be empty. */
  public String detail() {
    return run.detail();
  }

  /** Returns the category of its failure; empty unless it failed. */
  public Optional<Category> failure() {
    return run.failure();
  }

  /** Returns its result; empty unless it is done. */
  public Optional<Result> result() {
    return run.result();
  }
}
