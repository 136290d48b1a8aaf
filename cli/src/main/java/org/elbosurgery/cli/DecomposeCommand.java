package org.elbosurgery.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.experiment.ElboModule;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.ExperimentRunner;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.ResultJson;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.experiment.RunOptions;
import org.elbosurgery.framework.experiment.SurgeryOptions;
import org.elbosurgery.framework.file.Sha256;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.surgery.PosteriorSurgery;
import org.elbosurgery.framework.surgery.Surgery;
import org.elbosurgery.framework.version.Versions;

/**
 * {@code elbo decompose}: repeats the surgery of a run, or decomposes the average KL of posteriors
 * from any framework.
 */
final class DecomposeCommand implements Command {

  private static final Flag JSON = new Flag("json", "print one JSON object, for programs");

  private static final OptionSet<SurgeryOptions> SURGERY = OptionSet.of(SurgeryOptions.class);
  private static final OptionSet<RunOptions> RUN = OptionSet.of(RunOptions.class);
  private static final String SEED = RUN.option("seed").name();

  @Override
  public String name() {
    return "decompose";
  }

  @Override
  public String summary() {
    return "Repeat the surgery of a finished run, by default with the run's own options, or"
        + " decompose the average KL of codes exported from any framework.";
  }

  @Override
  public String operands() {
    return "RUN | --codes FILE.npz";
  }

  @Override
  public CommandOptions options() {
    List<OptionDescriptor> valued = new ArrayList<>(GivenCodes.options());
    valued.add(ExperimentArguments.MOVED_DATA);
    valued.addAll(SURGERY.descriptors());
    valued.addAll(RUN.descriptors());
    valued.add(ToleranceOption.OPTION);
    return new CommandOptions(valued, List.of(JSON, ResultWarnings.STRICT));
  }

  @Override
  public void run(Arguments given, PluginSource source, Terminal terminal) {
    Arguments arguments = ToleranceOption.applied(given);
    boolean posteriors = arguments.values().containsKey(GivenCodes.CODES);
    if (arguments.operands().size() + (posteriors ? 1 : 0) != 1) {
      Problems problems = Problems.user(arguments.problems());
      problems.add("give either one run folder or --codes FILE.npz");
      problems.requireNone();
    }
    Injector injector = Guice.createInjector(new ElboModule(source));
    if (posteriors) {
      decomposeCodes(arguments, injector, terminal);
    } else {
      decomposeRun(
          RunFolder.open(UserPath.of("run", arguments.operands().get(0))),
          arguments,
          injector,
          terminal);
    }
  }

  private static void decomposeRun(
      RunFolder folder, Arguments arguments, Injector injector, Terminal terminal) {
    Optional<FinishedRun> finished = // always read, to report what is damaged
        folder.isFinished() ? Optional.of(FinishedRun.read(folder.path())) : Optional.empty();
    Problems problems = Problems.user(arguments.problems());
    List<String> own = new ArrayList<>(GivenCodes.PRIORS);
    own.add(SEED);
    for (String option : own) {
      if (arguments.values().containsKey(option)) {
        problems.add("--" + option + " goes with --codes; a run has its own");
      }
    }
    ExperimentSpec spec = folder.spec();
    ExperimentResolver resolver = injector.getInstance(ExperimentResolver.class);
    Checked<Experiment> resolved =
        problems.attempt(
            () -> resolver.resolve(spec, arguments.without(own.toArray(String[]::new))));
    problems.requireNone();
    Experiment experiment = resolved.value();
    PluginWarnings.print(injector.getInstance(Catalogs.class), terminal);
    PluginWarnings.print(
        folder.path(),
        finished
            .map(run -> run.pluginDifferences(experiment))
            .orElseGet(() -> folder.pluginDifferences(experiment)),
        terminal);
    Result result =
        decompose(injector.getInstance(ExperimentRunner.class), experiment, folder, terminal);
    ResultWarnings warnings = new ResultWarnings(result.warnings());
    if (arguments.has(JSON)) {
      terminal.out().println(Json.text(ResultJson.of(result)));
      warnings.print(terminal);
    } else {
      terminal.out().print(ResultText.of(result) + warnings.text());
    }
    warnings.end(arguments);
  }

  private static Result decompose(
      ExperimentRunner runner, Experiment experiment, RunFolder folder, Terminal terminal) {
    try (Progress progress = Progress.on(terminal)) {
      return runner.decompose(experiment, folder, progress);
    }
  }

  /** Codes with the options of their surgery. */
  private record Case(
      GivenCodes codes, Estimator estimator, SurgeryOptions surgery, RunOptions run) {}

  private static void decomposeCodes(Arguments arguments, Injector injector, Terminal terminal) {
    Catalogs catalogs = injector.getInstance(Catalogs.class);
    Case c = given(arguments, catalogs);
    PluginWarnings.print(catalogs, terminal);
    Surgery surgery = operate(injector.getInstance(PosteriorSurgery.class), c, terminal);
    List<String> sentences = new ArrayList<>(c.codes().warnings());
    sentences.addAll(surgery.warnings());
    ResultWarnings warnings = new ResultWarnings(sentences);
    if (arguments.has(JSON)) {
      Map<String, Object> json = json(surgery, c, arguments);
      ResultJson.addWarnings(warnings.sentences(), json);
      terminal.out().println(Json.text(json));
      warnings.print(terminal);
    } else {
      terminal.out().print(ResultText.of(surgery) + warnings.text());
    }
    warnings.end(arguments);
  }

  private static Surgery operate(PosteriorSurgery surgery, Case c, Terminal terminal) {
    try (Progress progress = Progress.on(terminal)) {
      Budget budget =
          new Budget(
              c.surgery().samples(),
              c.run().threads(),
              (done, total) -> progress.show("surgery", "", done, total));
      RandomStream random = RandomStream.of(c.run().seed()).named("surgery");
      return surgery.operate(
          c.codes().posteriors(), c.codes().prior().density(), c.estimator(), budget, random);
    }
  }

  /**
   * Reads everything that is named.
   *
   * @throws ElboException USER if there are problems, with all of them
   */
  private static Case given(Arguments arguments, Catalogs catalogs) {
    Problems problems = Problems.user(arguments.problems());
    Map<String, String> values = arguments.values();
    if (values.containsKey(ExperimentArguments.MOVED_DATA.name())) {
      problems.add("--data goes with a run; codes need no data");
    }
    Checked<RunOptions> run = problems.attempt(() -> RUN.create(arguments.of(RUN)));
    Checked<SurgeryOptions> surgery = problems.attempt(() -> SURGERY.create(arguments.of(SURGERY)));
    SurgeryOptions readable =
        surgery.orElseGet(
            () -> SURGERY.changedWhereAllowed(SURGERY.defaults(), arguments.of(SURGERY)));
    Checked<Estimator> estimator =
        problems.attempt(() -> catalogs.estimators().create(readable.estimator()));
    long seed = run.orElseGet(RUN::defaults).seed();
    Checked<GivenCodes> codes = problems.attempt(() -> GivenCodes.read(values, catalogs, seed));
    problems.check(() -> surgery.value().requireEnough(codes.value().posteriors().size()));
    problems.requireNone();
    return new Case(codes.value(), estimator.value(), surgery.value(), run.value());
  }

  private static Map<String, Object> json(Surgery surgery, Case c, Arguments arguments) {
    Path file = GivenCodes.path(arguments.values());
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("versions", Versions.current());
    provenance.put("seed", c.run().seed());
    provenance.put("threads", c.run().threads());
    surgery.terms().kernel().ifPresent(kernel -> provenance.put("kernel", kernel));
    provenance.put("dataSha256", Sha256.of(file));
    provenance.put("codes", file.toString());
    provenance.put("prior", c.codes().priorName());
    provenance.put("estimator", c.surgery().estimator().toString());
    provenance.put("samples", c.surgery().samples());
    Map<String, Object> json = ResultJson.of(surgery);
    json.put("provenance", provenance);
    return json;
  }
}
