package org.elbosurgery.cli;

import com.google.inject.Injector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.comparison.Comparison;
import org.elbosurgery.framework.comparison.ComparisonJson;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.ExperimentRunner;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.ResultJson;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.experiment.SurgeryOptions;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

/**
 * The surgery of runs, repeated by {@code elbo decompose}: of one, or of several, of which those
 * that differ in the prior alone are compared.
 */
final class RunSurgeries {

  private static final OptionSet<SurgeryOptions> SURGERY = OptionSet.of(SurgeryOptions.class);

  private final Arguments arguments;
  private final Injector injector;
  private final Terminal terminal;
  private final Map<String, String> options;

  /**
   * Takes the arguments of the command.
   *
   * @param ofCodes the options that go with codes alone
   */
  RunSurgeries(Arguments arguments, List<String> ofCodes, Injector injector, Terminal terminal) {
    this.arguments = arguments;
    this.injector = injector;
    this.terminal = terminal;
    this.options = arguments.without(ofCodes.toArray(String[]::new));
  }

  /** A run, and the experiment that repeats its surgery. */
  private record Case(RunFolder folder, Optional<FinishedRun> finished, Experiment experiment) {

    List<String> pluginDifferences() {
      return finished
          .map(run -> run.pluginDifferences(experiment))
          .orElseGet(() -> folder.pluginDifferences(experiment));
    }
  }

  /** A run and its terms. */
  private record Done(Path run, Result result) {}

  /**
   * Decomposes and prints.
   *
   * @param problems those of the arguments
   */
  void run(Problems problems) {
    RunOperands operands = RunOperands.of(arguments, problems);
    FailedRuns failures = new FailedRuns();
    failures.damaged().addAll(operands.damaged());
    ResultWarnings warnings =
        operands.folders().size() == 1
            ? one(operands.folders().get(0), problems)
            : several(operands.folders(), problems, failures);
    failures.requireNone();
    warnings.end(arguments);
  }

  private void checkOptions(Problems problems) {
    problems.check(() -> new ExperimentSpec().changed(options));
    SurgeryOptions readable =
        SURGERY.changedWhereAllowed(SURGERY.defaults(), arguments.of(SURGERY));
    problems.check(
        () -> injector.getInstance(Catalogs.class).estimators().create(readable.estimator()));
  }

  /**
   * Reads a run.
   *
   * @throws ElboException USER if it is damaged, or an option is wrong
   */
  private Case read(Path path) {
    RunFolder folder = RunFolder.open(path);
    Optional<FinishedRun> finished = // always read, to report what is damaged
        folder.isFinished() ? Optional.of(FinishedRun.read(path)) : Optional.empty();
    return new Case(
        folder,
        finished,
        injector
            .getInstance(ExperimentResolver.class)
            .resolve(folder.spec().withoutLabelFiles(), options));
  }

  private Result decompose(Case run) {
    PluginWarnings.print(run.folder().path(), run.pluginDifferences(), terminal);
    try (Progress progress = Progress.on(terminal)) {
      return injector
          .getInstance(ExperimentRunner.class)
          .decompose(run.experiment(), run.folder(), progress);
    }
  }

  private ResultWarnings one(Path run, Problems problems) {
    Checked<Case> read = problems.attempt(() -> read(run));
    problems.requireNone();
    PluginWarnings.print(injector.getInstance(Catalogs.class), terminal);
    Result result = decompose(read.value());
    ResultWarnings warnings = new ResultWarnings(result.warnings());
    if (arguments.has(ExperimentArguments.JSON)) {
      terminal.out().println(Json.text(ResultJson.of(result)));
      warnings.print(terminal);
    } else {
      terminal.out().print(ResultText.of(result, terminal.tableWidth()) + warnings.text());
    }
    return warnings;
  }

  /** Reads each run when its turn comes, because its data are large. */
  private ResultWarnings several(List<Path> runs, Problems problems, FailedRuns failures) {
    checkOptions(problems); // each run would have the same problems
    problems.requireNone();
    PluginWarnings.print(injector.getInstance(Catalogs.class), terminal);
    List<Done> done = new ArrayList<>();
    for (Path run : runs) {
      try {
        done.add(new Done(run, decompose(read(run))));
      } catch (ElboException e) {
        failures.add(run, e);
      }
    }
    if (done.isEmpty()) {
      return new ResultWarnings(List.of()); // there is nothing but failures
    }
    ResultWarnings warnings = ResultWarnings.of(done, Done::run, each -> each.result().warnings());
    if (arguments.has(ExperimentArguments.JSON)) {
      terminal.out().println(Json.text(json(done)));
      warnings.print(terminal);
    } else {
      List<String> tables = groups(done).stream().map(this::text).toList();
      terminal.out().print(String.join("\n", tables) + warnings.text());
    }
    return warnings;
  }

  /** Returns the runs in groups that differ in the prior alone. */
  private static List<List<Done>> groups(List<Done> done) {
    return Comparison.groups(done, Done::result);
  }

  private static Comparison comparison(List<Done> group) {
    return new Comparison(group.stream().map(Done::result).toList());
  }

  private String text(List<Done> group) {
    if (group.size() == 1) {
      return group.get(0).run()
          + "\n"
          + ResultText.of(group.get(0).result(), terminal.tableWidth());
    }
    Comparison comparison = comparison(group);
    StringBuilder text =
        new StringBuilder(
            ComparisonText.of(
                comparison, injector.getInstance(Catalogs.class).priors(), terminal.tableWidth()));
    text.append('\n');
    group.forEach(
        each ->
            text.append(comparison.label(each.result()))
                .append(" is ")
                .append(each.run())
                .append('\n'));
    return text.toString();
  }

  private static Map<String, Object> json(List<Done> done) {
    List<Object> runs = new ArrayList<>();
    for (Done each : done) {
      Map<String, Object> run = new LinkedHashMap<>();
      run.put("run", each.run().toString());
      run.putAll(ResultJson.of(each.result()));
      runs.add(run);
    }
    List<Object> comparisons =
        groups(done).stream()
            .filter(group -> group.size() > 1)
            .map(RunSurgeries::differences)
            .map(Object.class::cast)
            .toList();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("runs", runs);
    json.put("comparisons", comparisons);
    return json;
  }

  private static Map<String, Object> differences(List<Done> group) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("runs", group.stream().map(each -> each.run().toString()).toList());
    json.put("differences", ComparisonJson.differences(comparison(group)));
    return json;
  }
}
