package org.elbosurgery.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.option.OptionDescriptor;

/** {@code elbo run}: trains a model and takes its ELBO apart. */
final class RunCommand implements Command {

  private static final String OUT = "out";
  private static final String RESUME = "resume";
  private static final Flag JSON = new Flag("json", "print one JSON object, for programs");

  @Override
  public String name() {
    return "run";
  }

  @Override
  public String summary() {
    return "Train a VAE and take its ELBO apart; without options, on binarized MNIST in a few"
        + " minutes.";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public CommandOptions options() {
    List<OptionDescriptor> valued = new ArrayList<>(ExperimentSpec.descriptors());
    valued.add(
        new OptionDescriptor(
            OUT, "folder to leave everything in", "folder", "new or empty", "under runs/"));
    valued.add(
        new OptionDescriptor(
            RESUME, "go on with the run in this folder, bit for bit", "folder", "", ""));
    return new CommandOptions(valued, List.of(JSON));
  }

  @Override
  public void run(Arguments arguments, PluginSource source, Terminal terminal) {
    List<String> problems = new ArrayList<>(arguments.problems());
    Map<String, String> values = arguments.values();
    if (!arguments.operands().isEmpty()) {
      problems.add(
          "unexpected argument " + arguments.operands().get(0) + "; elbo run takes options only");
    }
    if (values.containsKey(RESUME) && values.containsKey(OUT)) {
      problems.add("give --resume or --out, not both: a run stays in its folder");
    }
    Injector injector = Guice.createInjector(new ElboModule(source));
    ExperimentResolver resolver = injector.getInstance(ExperimentResolver.class);
    Job job =
        values.containsKey(RESUME)
            ? resumed(resolver, arguments, problems)
            : started(resolver, arguments, problems);
    PluginWarnings.print(injector.getInstance(Catalogs.class), terminal);
    ExperimentRunner runner = injector.getInstance(ExperimentRunner.class);
    print(result(runner, job, terminal), job.folder(), arguments.has(JSON), terminal);
  }

  /** What to run, and where. */
  private record Job(Experiment experiment, RunFolder folder) {}

  private static Job started(
      ExperimentResolver resolver, Arguments arguments, List<String> problems) {
    Optional<Path> out =
        Optional.ofNullable(arguments.values().get(OUT)).map(text -> UserPath.of(OUT, text));
    Optional<Experiment> experiment = resolver.resolve(arguments.without(OUT), problems);
    out.flatMap(RunFolder::problem).ifPresent(problems::add);
    requireNone(problems);
    Path folder = out.orElseGet(() -> RunNames.unused(experiment.orElseThrow().spec()));
    return new Job(experiment.orElseThrow(), RunFolder.create(folder, experiment.orElseThrow()));
  }

  /** Returns a started run, provided that the options given now were given then. */
  private static Job resumed(
      ExperimentResolver resolver, Arguments arguments, List<String> problems) {
    RunFolder folder = RunFolder.open(UserPath.of(RESUME, arguments.values().get(RESUME)));
    ExperimentSpec then = folder.spec();
    Map<String, String> merged = new LinkedHashMap<>(then.values());
    merged.putAll(arguments.without(RESUME, OUT));
    Optional<Experiment> now = resolver.resolve(merged, problems);
    now.map(experiment -> then.differences(experiment.spec()))
        .filter(differences -> !differences.isEmpty())
        .ifPresent(
            differences -> {
              problems.addAll(differences);
              problems.add(
                  "a run goes on with the options it was started with; leave these out, or start a"
                      + " new run");
            });
    requireNone(problems);
    return new Job(now.orElseThrow(), folder);
  }

  private static void requireNone(List<String> problems) {
    if (!problems.isEmpty()) {
      throw ElboException.user(problems);
    }
  }

  private static Result result(ExperimentRunner runner, Job job, Terminal terminal) {
    try (Progress progress = Progress.on(terminal)) {
      return runner.run(job.experiment(), job.folder(), progress);
    } catch (InterruptedException | CancellationException e) {
      throw ElboException.user(
          "interrupted; go on with elbo run --resume " + job.folder().path(), e);
    }
  }

  private static void print(Result result, RunFolder folder, boolean json, Terminal terminal) {
    if (json) {
      Map<String, Object> object = ResultJson.of(result);
      object.put("folder", folder.path().toString());
      terminal.out().println(Json.text(object));
    } else {
      terminal.out().print(ResultText.of(result));
      terminal.out().println("\nsaved in " + folder.path());
    }
  }
}
