package org.elbosurgery.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.util.List;
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
import org.elbosurgery.framework.likelihood.PairedBound;
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
    return RunJobs.options(OPTIONS);
  }

  @Override
  public void run(Arguments arguments, PluginSource source, Terminal terminal) {
    Injector injector = Guice.createInjector(new ElboModule(source));
    AnnealingResolver resolver = injector.getInstance(AnnealingResolver.class);
    RunJobs<AnnealingJob> jobs =
        RunJobs.of(
            arguments,
            OPTIONS,
            (run, data, options) ->
                options.ofEachPrior().stream()
                    .map(each -> resolver.resolve(run, data, each))
                    .toList(),
            AnnealingJob::model);
    jobs.printWarnings(injector.getInstance(Catalogs.class), terminal);
    AnnealingRunner runner = injector.getInstance(AnnealingRunner.class);
    List<AnnealingResult> results =
        jobs.results(runner::run, LikelihoodProgress.ofTransitions(terminal));
    ResultWarnings warnings = AisText.warnings(results);
    if (arguments.has(ExperimentArguments.JSON)) {
      warnings.print(terminal);
      terminal.out().println(Json.text(AnnealingJson.of(PairedBound.groups(results))));
    } else if (!results.isEmpty()) {
      terminal.out().print(AisText.of(results, terminal.tableWidth()) + warnings.text());
    }
    jobs.requireNoFailures();
    warnings.end(arguments);
  }
}
