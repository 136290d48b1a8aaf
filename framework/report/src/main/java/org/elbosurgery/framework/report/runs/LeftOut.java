package org.elbosurgery.framework.report.runs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.elbosurgery.api.ElboException;

/**
 * What a report could not show, and why. Run folders may come from anyone: if a part of one makes
 * its reader fail, even for lack of memory, only that part is left out.
 */
public final class LeftOut {

  private final List<String> sentences = new ArrayList<>();

  /**
   * Runs a step and records its failure.
   *
   * @param what a phrase that says what is missing if the step fails, the beginning of a sentence
   * @return the result of the step; empty if it failed
   * @throws CancellationException if the step throws it
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
   * Runs a step that reads something, whose own problems name the file, and records its failure.
   *
   * @param path the path to name for other failures
   * @return the result of the step; empty if it failed
   * @throws CancellationException if the step throws it
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

  /** Records a sentence, given without a full stop. */
  void add(String sentence) {
    sentences.add(sentence);
  }

  /** Returns the recorded sentences, each once, without full stops. */
  public List<String> sentences() {
    return sentences.stream().distinct().toList();
  }
}
