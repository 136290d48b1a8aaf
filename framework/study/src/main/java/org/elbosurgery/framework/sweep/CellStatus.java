package org.elbosurgery.framework.sweep;

import java.util.Locale;
import java.util.Optional;
import org.elbosurgery.api.ElboException.Category;
import org.elbosurgery.framework.experiment.Result;

/**
 * How far a cell is.
 *
 * @param cell which
 * @param state where it stands
 * @param detail more about it, such as why it failed; may be empty
 * @param failure whose mistake that was; present where it failed
 * @param result what it came to; present where it is done
 */
public record CellStatus(
    Cell cell, State state, String detail, Optional<Category> failure, Optional<Result> result) {

  /** Where a cell stands. */
  public enum State {
    /** It has its result. */
    DONE,
    /** A process is at work on it. */
    RUNNING,
    /** It stopped by itself, or what it left is damaged; the same sweep tries it again. */
    FAILED,
    /** It was begun and stopped from outside; the same sweep goes on with it. */
    INTERRUPTED,
    /** It was not begun. */
    MISSING;

    /** Returns the name in lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
