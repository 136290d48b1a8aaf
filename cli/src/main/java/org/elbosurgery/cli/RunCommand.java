package org.elbosurgery.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.experiment.ElboModule;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.ExperimentRunner;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.ResultJson;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.experiment.RunGrowth;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.option.Difference;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

/** {@code elbo run}: trains a model and decomposes its ELBO. */
final class RunCommand implements Command {

  private static final String RUN = "run";

  @Override
  public String name() {
    return RUN;
  }

  @Override
  public String summary() {
    return "Train a VAE and decompose its ELBO; without options, on binarized MNIST in a few"
        + " minutes.";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public CommandOptions options() {
    List<OptionDescriptor> valued = new ArrayList<>(ExperimentSpec.descriptors());
    valued.add(ToleranceOption.OPTION);
    valued.add(ExperimentArguments.NEW_FOLDER);
    valued.add(
        ExperimentArguments.resumeOption(
            "resume the run in this folder, bit for bit; with more --epochs, train a finished one"
                + " further in a new folder"));
    return new CommandOptions(valued, List.of(ExperimentArguments.JSON, ResultWarnings.STRICT));
  }

  @Override
  public void run(Arguments arguments, PluginSource source, Terminal terminal) {
    ExperimentArguments given = new ExperimentArguments(ToleranceOption.applied(arguments));
    Problems problems = given.problems(this);
    Injector injector = Guice.createInjector(new ElboModule(source));
    ExperimentResolver resolver = injector.getInstance(ExperimentResolver.class);
    Job job =
        given.resume().isPresent()
            ? resumed(given.resume().get(), resolver, given, problems)
            : started(resolver, given, problems);
    PluginWarnings.print(injector.getInstance(Catalogs.class), terminal);
    ExperimentRunner runner = injector.getInstance(ExperimentRunner.class);
    Result result = result(runner, job, terminal);
    ResultWarnings warnings = new ResultWarnings(result.warnings());
    if (arguments.has(ExperimentArguments.JSON)) {
      printJson(result, job.folder(), terminal);
      warnings.print(terminal);
    } else {
      print(result, warnings, job.folder(), terminal);
    }
    warnings.end(arguments);
  }

  /** The experiment and its folder. */
  private record Job(Experiment experiment, RunFolder folder) {}

  private static Job started(
      ExperimentResolver resolver, ExperimentArguments given, Problems problems) {
    Checked<Experiment> experiment =
        problems.attempt(() -> resolver.resolve(new ExperimentSpec(), given.options()));
    given.out().flatMap(RunFolder::problem).ifPresent(problems::add);
    problems.requireNone();
    Path folder = given.out().orElseGet(() -> RunNames.make(given.options()));
    return new Job(experiment.value(), RunFolder.create(folder, experiment.value()));
  }

  /**
   * Returns a started run, if the options given now agree with those it was started with, or a new
   * one that trains it further, if these are more epochs.
   */
  private static Job resumed(
      Path path, ExperimentResolver resolver, ExperimentArguments given, Problems problems) {
    RunFolder folder = RunFolder.open(path);
    ExperimentSpec then = folder.spec();
    Checked<Experiment> now = problems.attempt(() -> resolver.resolve(then, given.options()));
    boolean grows =
        now.toOptional().filter(other -> epochs(other.spec()) != epochs(then)).isPresent();
    if (grows) {
      return grown(folder, now.value(), given, problems);
    }
    if (now.isPresent() || !given.options().containsKey(ExperimentSpec.EPOCHS.name())) {
      given.requireOneFolder(RUN, problems);
    }
    problems.check(() -> ExperimentArguments.requireSame(differences(then, now.value()), RUN));
    problems.requireNone();
    return new Job(now.value(), folder);
  }

  private static int epochs(ExperimentSpec spec) {
    return spec.training().epochs();
  }

  private static Job grown(
      RunFolder earlier, Experiment experiment, ExperimentArguments given, Problems problems) {
    List<String> others =
        earlier.spec().differences(experiment.spec()).stream()
            .filter(difference -> !difference.option().equals(ExperimentSpec.EPOCHS))
            .map(Difference::text)
            .toList();
    problems.check(() -> ExperimentArguments.requireSame(others, RUN));
    Checked<RunGrowth> growth = problems.attempt(() -> RunGrowth.of(earlier, experiment));
    given.out().flatMap(RunFolder::problem).ifPresent(problems::add);
    problems.requireNone();
    Path folder =
        given.out().orElseGet(() -> RunNames.makeGrown(earlier.path(), epochs(experiment.spec())));
    return new Job(experiment, growth.value().begin(folder));
  }

  private static List<String> differences(ExperimentSpec then, Experiment now) {
    return then.differences(now.spec()).stream().map(Difference::text).toList();
  }

  private static Result result(ExperimentRunner runner, Job job, Terminal terminal) {
    try (Progress progress = Progress.on(terminal)) {
      progress.begin("building the model");
      return runner.run(job.experiment(), job.folder(), progress);
    } catch (InterruptedException | CancellationException e) {
      throw ElboException.user(
          "interrupted; continue with elbo run --resume " + job.folder().path(), e);
    }
  }

  private static void printJson(Result result, RunFolder folder, Terminal terminal) {
    Map<String, Object> object = ResultJson.of(result);
    object.put("verdict", VerdictText.VERDICT.of(result));
    object.put("folder", folder.path().toString());
    folder.grownFrom().ifPresent(from -> object.put("grownFrom", from));
    terminal.out().println(Json.text(object));
  }

  private static void print(
      Result result, ResultWarnings warnings, RunFolder folder, Terminal terminal) {
    String verdict = VerdictText.of(VerdictText.VERDICT.of(result), terminal);
    terminal.out().print(ResultText.of(result, terminal.tableWidth()) + warnings.text() + verdict);
    String grown = folder.grownFrom().map(from -> ", " + from.phrase()).orElse("");
    terminal.out().println("\nsaved in " + folder.path() + grown);
  }
}
