package org.elbosurgery.framework.experiment;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ElboException.Category;
import org.elbosurgery.framework.file.FolderLock;

/**
 * How far a run is, judged by its folder.
 *
 * @param state its state
 * @param detail more about it, such as why it failed; may be empty
 * @param failure the category of its failure; present if it failed
 * @param result its result, without values per data point; present if it is done
 */
public record RunStatus(
    State state, String detail, Optional<Category> failure, Optional<Result> result) {

  /** The states of a run. */
  public enum State {
    /** It has its result. */
    DONE,
    /** A process is at work on it. */
    RUNNING,
    /** It failed, or its files are damaged. */
    FAILED,
    /** It was begun and interrupted, and can be resumed. */
    INTERRUPTED,
    /** It has not been begun. */
    MISSING;

    /** Returns the name in lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the status of a run; damage to its files is a failure of the run. */
  public static RunStatus of(Path path) {
    if (!RunFolder.isAt(path)) {
      return of(State.MISSING, "");
    }
    try {
      RunFolder folder = RunFolder.open(path);
      if (folder.isFinished()) {
        Result result = FinishedRun.read(path).result();
        return new RunStatus(State.DONE, "", Optional.empty(), Optional.of(result));
      }
      if (FolderLock.isHeld(path)) {
        return of(State.RUNNING, epochs(folder));
      }
      return folder
          .failure()
          .map(RunStatus::failed)
          .orElseGet(() -> of(State.INTERRUPTED, epochs(folder)));
    } catch (ElboException e) { // a problem with this run must not prevent a look at the others
      return failed(e);
    }
  }

  /** Returns the status of a run that failed. */
  public static RunStatus failed(ElboException failure) {
    return new RunStatus(
        State.FAILED,
        String.join("; ", failure.problems()),
        Optional.of(failure.category()),
        Optional.empty());
  }

  private static RunStatus of(State state, String detail) {
    return new RunStatus(state, detail, Optional.empty(), Optional.empty());
  }

  /** Returns the same status with more about it. */
  public RunStatus withDetail(String other) {
    return new RunStatus(state, other, failure, result);
  }

  private static String epochs(RunFolder folder) {
    return folder.epochs() + " of " + folder.spec().training().epochs() + " epochs";
  }
}
