package org.elbosurgery.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.util.List;
import java.util.stream.Collectors;
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
import org.elbosurgery.framework.likelihood.PairedBound;
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
    return RunJobs.options(OPTIONS);
  }

  @Override
  public void run(Arguments arguments, PluginSource source, Terminal terminal) {
    Injector injector = Guice.createInjector(new ElboModule(source));
    LikelihoodResolver resolver = injector.getInstance(LikelihoodResolver.class);
    RunJobs<LikelihoodJob> jobs =
        RunJobs.of(
            arguments,
            OPTIONS,
            (run, data, options) ->
                options.ofEachPrior().stream()
                    .map(each -> resolver.resolve(run, data, each))
                    .toList(),
            LikelihoodJob::model);
    jobs.printWarnings(injector.getInstance(Catalogs.class), terminal);
    LikelihoodRunner runner = injector.getInstance(LikelihoodRunner.class);
    List<LikelihoodResult> results = jobs.results(runner::run, LikelihoodProgress.on(terminal));
    ResultWarnings warnings = LikelihoodText.warnings(results);
    print(PairedBound.groups(results), warnings, arguments, terminal);
    jobs.requireNoFailures();
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
      int width = terminal.tableWidth();
      String tables =
          groups.stream()
              .map(group -> LikelihoodText.of(group, width))
              .collect(Collectors.joining("\n"));
      terminal.out().print(tables + warnings.text());
    }
  }
}
