package org.elbosurgery.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.problem.Problems;

/**
 * Why some of several runs come to nothing, which costs the others nothing: what could be done is
 * printed, and the program has failed all the same.
 */
final class FailedRuns {

  private final Problems damaged = Problems.user();
  private final List<String> failed = new ArrayList<>();

  /** Returns what a user has to mend. */
  Problems damaged() {
    return damaged;
  }

  /** Adds what a plugin or the numbers failed at, one sentence. */
  void addFailed(String problem) {
    failed.add(problem);
  }

  /**
   * Adds why a run failed.
   *
   * @throws ElboException INTERNAL if it is that: the others would fail as well
   */
  void add(Path run, ElboException failure) {
    List<String> problems = failure.in(run.toString()).problems();
    switch (failure.category()) {
      case USER -> damaged.addAll(problems);
      case PLUGIN, NUMERIC -> failed.addAll(problems);
      case INTERNAL -> throw failure;
    }
  }

  /**
   * Requires that there are none.
   *
   * @throws ElboException NUMERIC with all of them if a plugin or the numbers failed, or else USER
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
