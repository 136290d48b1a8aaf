package org.elbosurgery.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

/** Jobs on finished runs, whose problems are all found before anything is computed. */
final class RunJobs {

  private RunJobs() {}

  /**
   * Prepares the jobs of a run.
   *
   * @param <O> the options
   * @param <J> a job
   */
  @FunctionalInterface
  interface Preparation<O, J> {

    /**
     * Returns the jobs of a run, which takes part with all of them or not at all.
     *
     * @param data the place of its data, if they have been moved
     */
    List<J> of(Path run, Optional<String> data, O options);
  }

  /**
   * Checks the runs even if an option is wrong, using the other options.
   *
   * @param damaged receives the problems of runs if other runs have none
   * @throws ElboException USER if an option is wrong, or no run can take part
   */
  static <O extends Record, J> List<J> of(
      Arguments arguments, OptionSet<O> declared, Preparation<O, J> preparation, Problems damaged) {
    Problems problems = Problems.user(arguments.problems());
    RunOperands operands = RunOperands.of(arguments, problems);
    Map<String, String> given = arguments.of(declared);
    Checked<O> asked = problems.attempt(() -> declared.create(given));
    O options = asked.orElseGet(() -> declared.changedWhereAllowed(declared.defaults(), given));
    Optional<String> data =
        Optional.ofNullable(arguments.values().get(ExperimentArguments.MOVED_DATA.name()));
    damaged.addAll(operands.damaged());
    List<J> jobs =
        operands.folders().stream()
            .map(run -> damaged.attempt(() -> preparation.of(run, data, options)))
            .flatMap(Checked::stream)
            .flatMap(List::stream)
            .toList();
    if (jobs.isEmpty() || !problems.isEmpty()) {
      problems.addAll(damaged.all());
      throw ElboException.user(problems.all());
    }
    return jobs;
  }
}
