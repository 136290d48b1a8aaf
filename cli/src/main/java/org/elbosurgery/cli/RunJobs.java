package org.elbosurgery.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.likelihood.LikelihoodListener;
import org.elbosurgery.framework.likelihood.RunModel;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

/**
 * Jobs on the models of finished runs, whose problems are all found before anything is computed. A
 * failure of one does not affect the others.
 *
 * @param <J> a job
 */
final class RunJobs<J> {

  private final List<J> jobs;
  private final Function<J, RunModel> model;
  private final FailedRuns failures;

  private RunJobs(List<J> jobs, Function<J, RunModel> model, FailedRuns failures) {
    this.jobs = jobs;
    this.model = model;
    this.failures = failures;
  }

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

  /** Returns the options of a command whose jobs have the declared options. */
  static CommandOptions options(OptionSet<?> declared) {
    List<OptionDescriptor> valued = new ArrayList<>(declared.descriptors());
    valued.add(ExperimentArguments.MOVED_DATA);
    return new CommandOptions(valued, List.of(ExperimentArguments.JSON, ResultWarnings.STRICT));
  }

  /**
   * Finds the runs, and checks them even if an option is wrong, using the other options.
   *
   * @param model the model of a job
   * @throws ElboException USER if an option is wrong, or no run can take part
   */
  static <O extends Record, J> RunJobs<J> of(
      Arguments arguments,
      OptionSet<O> declared,
      Preparation<O, J> preparation,
      Function<J, RunModel> model) {
    Problems problems = Problems.user(arguments.problems());
    RunOperands operands = RunOperands.of(arguments, problems);
    Map<String, String> given = arguments.of(declared);
    Checked<O> asked = problems.attempt(() -> declared.create(given));
    O options = asked.orElseGet(() -> declared.changedWhereAllowed(declared.defaults(), given));
    Optional<String> data =
        Optional.ofNullable(arguments.values().get(ExperimentArguments.MOVED_DATA.name()));
    FailedRuns failures = new FailedRuns();
    Problems damaged = failures.damaged();
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
    return new RunJobs<>(jobs, model, failures);
  }

  /** Prints what of the plugins is not as it should be, or as it was when a run was trained. */
  void printWarnings(Catalogs catalogs, Terminal terminal) {
    PluginWarnings.print(catalogs, terminal);
    Map<Path, List<String>> differences = new LinkedHashMap<>();
    for (J job : jobs) {
      RunModel own = model.apply(job);
      differences.put(
          own.run().path(), own.run().folder().pluginDifferences(own.trained().experiment()));
    }
    PluginWarnings.print(differences, terminal);
  }

  /**
   * Does the jobs one after the other.
   *
   * @param work does one
   * @param progress is closed at the end
   * @return the results of those that did not fail
   * @throws ElboException USER if this thread is interrupted
   */
  <R> List<R> results(BiFunction<J, LikelihoodListener, R> work, LikelihoodProgress progress) {
    List<R> results = new ArrayList<>();
    try (progress) {
      for (int i = 0; i < jobs.size(); i++) {
        FinishedRun run = model.apply(jobs.get(i)).run();
        progress.started(run.path(), i + 1, jobs.size());
        try {
          results.add(work.apply(jobs.get(i), progress));
        } catch (ElboException e) {
          failures.add(run.path(), e);
        }
      }
    } catch (CancellationException e) {
      throw ElboException.user("interrupted; the same command continues from here", e);
    }
    return results;
  }

  /**
   * Checks that all runs could take part, and none failed.
   *
   * @throws ElboException as {@link FailedRuns#requireNone}
   */
  void requireNoFailures() {
    failures.requireNone();
  }
}
