package org.elbosurgery.framework.sweep;

import java.util.Locale;
import java.util.Optional;
import org.elbosurgery.api.ElboException.Category;
import org.elbosurgery.framework.experiment.Result;

/**
 * The status of a cell.
 *
 * @param cell the cell
 * @param state its state
 * @param detail more about it, such as why it failed; may be empty
 * @param failure the category of its failure; present if it failed
 * @param result its result; present if it is done
 */
public record CellStatus(
    Cell cell, State state, String detail, Optional<Category> failure, Optional<Result> result) {

  /** The states of a cell. */
  public enum State {
    /** It has its result. */
    DONE,
    /** A process is at work on it. */
    RUNNING,
    /** It failed, or its files are damaged; the same sweep tries it again. */
    FAILED,
    /** It was begun and interrupted; the same sweep continues it. */
    INTERRUPTED,
    /** It has not been begun. */
    MISSING;

    /** Returns the name in lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
