package org.elbosurgery.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.annealing.AnnealingJob;
import org.elbosurgery.framework.annealing.AnnealingJson;
import org.elbosurgery.framework.annealing.AnnealingOptions;
import org.elbosurgery.framework.annealing.AnnealingResolver;
import org.elbosurgery.framework.annealing.AnnealingResult;
import org.elbosurgery.framework.annealing.AnnealingRunner;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.experiment.ElboModule;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.OptionSet;

/** {@code elbo ais}: estimates the likelihood of data under the models of finished runs. */
final class AisCommand implements Command {

  private static final OptionSet<AnnealingOptions> OPTIONS = OptionSet.of(AnnealingOptions.class);

  @Override
  public String name() {
    return "ais";
  }

  @Override
  public String summary() {
    return "Estimate the likelihood of data under finished runs by annealed importance sampling,"
        + " slower and tighter than elbo likelihood; with --split simulated, bound it from both"
        + " sides. The chains are kept in each run's folder.";
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
    AnnealingResolver resolver = injector.getInstance(AnnealingResolver.class);
    List<AnnealingJob> jobs =
        RunJobs.of(
            arguments,
            OPTIONS,
            (run, data, options) ->
                options.ofEachPrior().stream()
                    .map(each -> resolver.resolve(run, data, each))
                    .toList(),
            failures.damaged());
    PluginWarnings.print(injector.getInstance(Catalogs.class), terminal);
    for (AnnealingJob job : jobs) {
      PluginWarnings.print(
          job.model().run().path(),
          job.model().run().folder().pluginDifferences(job.model().trained().experiment()),
          terminal);
    }
    List<AnnealingResult> results =
        results(injector.getInstance(AnnealingRunner.class), jobs, failures, terminal);
    ResultWarnings warnings = AisText.warnings(results);
    if (arguments.has(ExperimentArguments.JSON)) {
      warnings.print(terminal);
      terminal.out().println(Json.text(AnnealingJson.of(results)));
    } else if (!results.isEmpty()) {
      terminal.out().print(AisText.of(results) + warnings.text());
    }
    failures.requireNone();
    warnings.end(arguments);
  }

  /** Estimates for each run; a failure of one does not affect the others. */
  private static List<AnnealingResult> results(
      AnnealingRunner runner, List<AnnealingJob> jobs, FailedRuns failures, Terminal terminal) {
    List<AnnealingResult> results = new ArrayList<>();
    try (LikelihoodProgress progress = LikelihoodProgress.ofTransitions(terminal)) {
      for (int i = 0; i < jobs.size(); i++) {
        Path run = jobs.get(i).model().run().path();
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
