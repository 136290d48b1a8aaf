package org.elbosurgery.framework.option;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.elbosurgery.api.ElboException;

/** Gathers a user's mistakes from steps that each stop at their own. */
public final class UserProblems {

  private UserProblems() {}

  /**
   * Requires that there are none.
   *
   * @throws ElboException USER with all of them
   */
  public static void requireNone(List<String> problems) {
    if (!problems.isEmpty()) {
      throw ElboException.user(problems);
    }
  }

  /**
   * Takes a step.
   *
   * @param problems receives the user's mistakes that kept the step from its result
   * @param step what to do
   * @return what the step gives; empty if it met a user's mistake
   * @throws ElboException of any category but USER, as the step threw it
   */
  public static <T> Optional<T> collect(List<String> problems, Supplier<T> step) {
    try {
      return Optional.of(step.get());
    } catch (ElboException e) {
      if (e.category() != ElboException.Category.USER) {
        throw e;
      }
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }
}
