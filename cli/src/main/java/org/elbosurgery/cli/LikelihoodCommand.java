package org.elbosurgery.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
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
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.option.UserProblems;

/** {@code elbo likelihood}: bounds the likelihood of data under the models of finished runs. */
final class LikelihoodCommand implements Command {

  private static final OptionSet<LikelihoodOptions> OPTIONS = OptionSet.of(LikelihoodOptions.class);

  @Override
  public String name() {
    return "likelihood";
  }

  @Override
  public String summary() {
    return "Bound the likelihood of data under finished runs by importance sampling, and compare the"
        + " runs point by point; what is done is kept in each run's folder.";
  }

  @Override
  public String operands() {
    return "RUN...";
  }

  @Override
  public CommandOptions options() {
    return new CommandOptions(
        OPTIONS.descriptors(), List.of(ExperimentArguments.JSON, ResultWarnings.STRICT));
  }

  @Override
  public void run(Arguments arguments, PluginSource source, Terminal terminal) {
    Injector injector = Guice.createInjector(new ElboModule(source));
    List<LikelihoodJob> jobs = jobs(arguments, injector.getInstance(LikelihoodResolver.class));
    PluginWarnings.print(injector.getInstance(Catalogs.class), terminal);
    List<LikelihoodResult> results =
        results(injector.getInstance(LikelihoodRunner.class), jobs, terminal);
    ResultWarnings warnings = LikelihoodText.warnings(results);
    warnings.print(terminal);
    terminal
        .out()
        .print(
            arguments.has(ExperimentArguments.JSON)
                ? Json.text(LikelihoodJson.of(results)) + "\n"
                : LikelihoodText.of(results));
    warnings.end(arguments);
  }

  /** Looks at the runs also where an option is wrong, with the others. */
  private static List<LikelihoodJob> jobs(Arguments arguments, LikelihoodResolver resolver) {
    List<String> problems = new ArrayList<>(arguments.problems());
    List<Path> runs = new ArrayList<>();
    for (String operand : arguments.operands()) {
      UserProblems.collect(problems, () -> UserPath.of("run", operand)).ifPresent(runs::add);
    }
    if (arguments.operands().isEmpty()) {
      problems.add("name one or more run folders: elbo likelihood RUN...");
    }
    Optional<LikelihoodOptions> options = OPTIONS.create(arguments.of(OPTIONS), problems);
    List<LikelihoodJob> jobs =
        resolver.resolve(
            runs,
            options.orElseGet(() -> OPTIONS.create(OPTIONS.acceptable(arguments.of(OPTIONS)))),
            problems);
    UserProblems.requireNone(problems);
    return jobs;
  }

  private static List<LikelihoodResult> results(
      LikelihoodRunner runner, List<LikelihoodJob> jobs, Terminal terminal) {
    try (LikelihoodProgress progress = LikelihoodProgress.on(terminal)) {
      return runner.run(jobs, progress);
    } catch (CancellationException e) {
      throw ElboException.user("interrupted; the same command goes on from here", e);
    }
  }
}
