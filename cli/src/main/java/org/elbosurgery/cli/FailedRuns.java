package org.elbosurgery.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.problem.Problems;

/**
 * The failures of some of several runs. The results of the others are printed, but the command
 * fails.
 */
final class FailedRuns {

  private final Problems damaged = Problems.user();
  private final List<String> failed = new ArrayList<>();

  /** Returns the problems that the user must correct. */
  Problems damaged() {
    return damaged;
  }

  /** Adds a failure of a plugin or of the numbers, one sentence. */
  void addFailed(String problem) {
    failed.add(problem);
  }

  /**
   * Adds the failure of a run, whose folder is named unless the failure begins with it or with a
   * file in it.
   *
   * @throws ElboException INTERNAL if the failure is of this category, since the others would fail
   *     as well
   */
  void add(Path run, ElboException failure) {
    String folder = run.toString();
    List<String> problems =
        failure.problems().stream()
            .map(problem -> problem.startsWith(folder) ? problem : folder + ": " + problem)
            .toList();
    switch (failure.category()) {
      case USER -> damaged.addAll(problems);
      case PLUGIN, NUMERIC -> failed.addAll(problems);
      case INTERNAL -> throw failure;
    }
  }

  /**
   * Checks that there are no failures.
   *
   * @throws ElboException NUMERIC if a plugin or the numbers failed, otherwise USER if there are
   *     other failures, with all of them
   */
  void requireNone() {
    if (!failed.isEmpty()) {
      List<String> all = new ArrayList<>(damaged.all());
      all.addAll(failed);
      throw ElboException.numeric(all);
    }
    damaged.requireNone();
  }
}
