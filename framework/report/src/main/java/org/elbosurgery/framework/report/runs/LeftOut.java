package org.elbosurgery.framework.report.runs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.elbosurgery.api.ElboException;

/**
 * What a report could not show, and why. A run folder may be anyone's: whatever a part of it does
 * to its reader, too little memory included, costs that part alone.
 */
public final class LeftOut {

  private final List<String> sentences = new ArrayList<>();

  /**
   * Makes something.
   *
   * @param what there is not where the step fails, as the beginning of a sentence
   * @return what the step gives; empty if it failed, which is told
   * @throws CancellationException as the step threw it
   */
  public <T> Optional<T> attempt(String what, Supplier<T> step) {
    try {
      return Optional.of(step.get());
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
      reasons(e).forEach(reason -> add(what + ": " + reason));
      return Optional.empty();
    }
  }

  /**
   * Reads something whose own problems say which file they are of.
   *
   * @param path names it where it fails otherwise
   * @return what the step gives; empty if it failed, which is told
   * @throws CancellationException as the step threw it
   */
  <T> Optional<T> read(Path path, Supplier<T> step) {
    try {
      return Optional.of(step.get());
    } catch (ElboException e) {
      e.problems().forEach(this::add);
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
      reasons(e).forEach(reason -> add(path + ": " + reason));
    }
    return Optional.empty();
  }

  private static List<String> reasons(Throwable e) {
    if (e instanceof ElboException problem) {
      return problem.problems();
    }
    return List.of(
        e instanceof OutOfMemoryError
            ? "there is not enough memory for it (" + e.getMessage() + ")"
            : e.toString());
  }

  /** Tells of something by a sentence without a full stop. */
  void add(String sentence) {
    sentences.add(sentence);
  }

  /** Returns what was told, each once, without full stops. */
  public List<String> sentences() {
    return sentences.stream().distinct().toList();
  }
}
