package org.elbosurgery.cli;

import com.google.inject.Injector;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.elbosurgery.api.ElboException;
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

  private final Supplier<Injector> injector;

  /** Makes the command; the injector is asked for when it runs. */
  RunCommand(Supplier<Injector> injector) {
    this.injector = injector;
  }

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
  public void run(Arguments arguments, Terminal terminal) {
    if (!arguments.operands().isEmpty()) {
      throw ElboException.user(
          "unexpected argument " + arguments.operands().get(0) + "; elbo run takes options only");
    }
    Optional<String> resume = Optional.ofNullable(arguments.values().get(RESUME));
    Optional<String> out = Optional.ofNullable(arguments.values().get(OUT));
    if (resume.isPresent() && out.isPresent()) {
      throw ElboException.user("give --resume or --out, not both: a run stays in its folder");
    }
    Map<String, String> given = arguments.without(OUT, RESUME);
    ExperimentResolver resolver = injector.get().getInstance(ExperimentResolver.class);
    if (resume.isPresent()) {
      RunFolder folder = RunFolder.open(path(RESUME, resume.get()));
      train(resumed(resolver, folder, given), folder, arguments.has(JSON), terminal);
    } else {
      start(resolver, given, out, arguments.has(JSON), terminal);
    }
  }

  private void start(
      ExperimentResolver resolver,
      Map<String, String> given,
      Optional<String> out,
      boolean json,
      Terminal terminal) {
    List<String> problems = new ArrayList<>();
    Optional<Path> path = out.map(text -> path(OUT, text));
    Optional<Experiment> experiment = resolver.resolve(given, problems);
    path.flatMap(RunFolder::problem).ifPresent(problems::add);
    if (!problems.isEmpty()) {
      throw ElboException.user(problems);
    }
    Path unused = path.orElseGet(() -> RunNames.unused(experiment.orElseThrow().spec()));
    train(
        experiment.orElseThrow(),
        RunFolder.create(unused, experiment.orElseThrow()),
        json,
        terminal);
  }

  /** Returns a started run's experiment, provided that the options given now were given then. */
  private static Experiment resumed(
      ExperimentResolver resolver, RunFolder folder, Map<String, String> given) {
    ExperimentSpec then = folder.spec();
    Map<String, String> merged = new LinkedHashMap<>(then.values());
    merged.putAll(given);
    List<String> problems = new ArrayList<>();
    Experiment now =
        resolver.resolve(merged, problems).orElseThrow(() -> ElboException.user(problems));
    List<String> differences = new ArrayList<>(then.differences(now.spec()));
    if (!differences.isEmpty()) {
      differences.add(
          "a run goes on with the options it was started with; leave these out, or start a new run");
      throw ElboException.user(differences);
    }
    return now;
  }

  private void train(Experiment experiment, RunFolder folder, boolean json, Terminal terminal) {
    print(result(experiment, folder, terminal), folder, json, terminal);
  }

  private Result result(Experiment experiment, RunFolder folder, Terminal terminal) {
    ExperimentRunner runner = injector.get().getInstance(ExperimentRunner.class);
    try (Progress progress = Progress.on(terminal)) {
      return runner.run(experiment, folder, progress);
    } catch (InterruptedException | CancellationException e) {
      throw ElboException.user("interrupted; go on with elbo run --resume " + folder.path(), e);
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

  private static Path path(String option, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw ElboException.user(option + " " + text + " is no path: " + e.getReason(), e);
    }
  }
}
