package org.elbosurgery.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.experiment.ElboModule;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.likelihood.LikelihoodJob;
import org.elbosurgery.framework.likelihood.LikelihoodJson;
import org.elbosurgery.framework.likelihood.LikelihoodOptions;
import org.elbosurgery.framework.likelihood.LikelihoodResolver;
import org.elbosurgery.framework.likelihood.LikelihoodResult;
import org.elbosurgery.framework.likelihood.LikelihoodRunner;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.OptionSet;

/** {@code elbo likelihood}: bounds the likelihood of data under the models of finished runs. */
final class LikelihoodCommand implements Command {

  private static final OptionSet<LikelihoodOptions> OPTIONS = OptionSet.of(LikelihoodOptions.class);

  @Override
  public String name() {
    return "likelihood";
  }

  @Override
  public String summary() {
    return "Bound the likelihood of data under finished runs by importance sampling, and compare"
        + " the runs point by point; the bounds are kept in each run's folder.";
  }

  @Override
  public String operands() {
    return "RUN...";
  }

  @Override
  public CommandOptions options() {
    List<OptionDescriptor> valued = new ArrayList<>(OPTIONS.descriptors());
    valued.add(ExperimentArguments.MOVED_DATA);
    return new CommandOptions(valued, List.of(ExperimentArguments.JSON, ResultWarnings.STRICT));
  }

  @Override
  public void run(Arguments arguments, PluginSource source, Terminal terminal) {
    Injector injector = Guice.createInjector(new ElboModule(source));
    FailedRuns failures = new FailedRuns();
    LikelihoodResolver resolver = injector.getInstance(LikelihoodResolver.class);
    List<LikelihoodJob> jobs =
        RunJobs.of(
            arguments,
            OPTIONS,
            (run, data, options) ->
                options.ofEachPrior().stream()
                    .map(each -> resolver.resolve(run, data, each))
                    .toList(),
            failures.damaged());
    PluginWarnings.print(injector.getInstance(Catalogs.class), terminal);
    for (LikelihoodJob job : jobs) {
      PluginWarnings.print(
          job.run().path(),
          job.run().folder().pluginDifferences(job.model().trained().experiment()),
          terminal);
    }
    List<LikelihoodResult> results =
        results(injector.getInstance(LikelihoodRunner.class), jobs, failures, terminal);
    ResultWarnings warnings = LikelihoodText.warnings(results);
    print(LikelihoodResult.groups(results), warnings, arguments, terminal);
    failures.requireNone();
    warnings.end(arguments);
  }

  private static void print(
      List<List<LikelihoodResult>> groups,
      ResultWarnings warnings,
      Arguments arguments,
      Terminal terminal) {
    if (arguments.has(ExperimentArguments.JSON)) {
      warnings.print(terminal);
      terminal.out().println(Json.text(LikelihoodJson.of(groups)));
    } else {
      String tables = groups.stream().map(LikelihoodText::of).collect(Collectors.joining("\n"));
      terminal.out().print(tables + warnings.text());
    }
  }

  /** Bounds each run; a failure of one does not affect the others. */
  private static List<LikelihoodResult> results(
      LikelihoodRunner runner, List<LikelihoodJob> jobs, FailedRuns failures, Terminal terminal) {
    List<LikelihoodResult> results = new ArrayList<>();
    try (LikelihoodProgress progress = LikelihoodProgress.on(terminal)) {
      for (int i = 0; i < jobs.size(); i++) {
        Path run = jobs.get(i).run().path();
        progress.started(run, i + 1, jobs.size());
        try {
          results.add(runner.run(jobs.get(i), progress));
        } catch (ElboException e) {
          failures.add(run, e);
        }
      }
    } catch (CancellationException e) {
      throw ElboException.user("interrupted; the same command continues from here", e);
    }
    return results;
  }
}
