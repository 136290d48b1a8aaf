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
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.catalog.Catalog;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.experiment.ElboModule;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.gap.FailedFit;
import org.elbosurgery.framework.gap.FitOptions;
import org.elbosurgery.framework.gap.GapAnalysis;
import org.elbosurgery.framework.gap.GapJob;
import org.elbosurgery.framework.gap.GapJson;
import org.elbosurgery.framework.gap.GapOptions;
import org.elbosurgery.framework.gap.GapRequest;
import org.elbosurgery.framework.gap.JointGap;
import org.elbosurgery.framework.gap.RunGap;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

/**
 * {@code elbo gap}: computes how far priors close the gap of finished runs, and the composition of
 * the gap.
 */
final class GapCommand implements Command {

  private static final String PRIOR = ExperimentSpec.PRIOR.name();
  private static final Flag CURVE =
      new Flag(
          "curve",
          "bound the marginal KL of the population, from N/8, N/4, N/2 and N data points; slow");
  private static final OptionSet<FitOptions> FIT = OptionSet.of(FitOptions.class);
  private static final OptionSet<GapOptions> OPTIONS = OptionSet.of(GapOptions.class);

  /** The standard Gaussian, with which all priors are compared anyway. */
  /** What is fitted where no prior is given: the baseline, which comes first, is never fitted. */
  private static final List<String> FITTED =
      StudiedPriors.NAMES.subList(1, StudiedPriors.NAMES.size());

  @Override
  public String name() {
    return "gap";
  }

  @Override
  public String summary() {
    return "Fit priors to the codes of finished runs and report how much of the marginal KL each"
        + " removes and what the gap consists of; for runs that differ only in the prior,"
        + " also how far each closes the gap when trained jointly.";
  }

  @Override
  public String operands() {
    return "RUN...";
  }

  @Override
  public CommandOptions options() {
    OptionDescriptor priors =
        ExperimentSpec.PRIOR.as(
            "prior to fit to the codes, given once for each; see elbo plugins prior",
            String.join(", ", FITTED));
    List<OptionDescriptor> valued = new ArrayList<>(FIT.descriptors());
    valued.addAll(OPTIONS.descriptors());
    return new CommandOptions(
        List.of(priors), valued, List.of(CURVE, ExperimentArguments.JSON, ResultWarnings.STRICT));
  }

  @Override
  public void run(Arguments arguments, PluginSource source, Terminal terminal) {
    Problems problems = Problems.user(arguments.problems());
    Injector injector = Guice.createInjector(new ElboModule(source));
    Catalogs catalogs = injector.getInstance(Catalogs.class);
    Checked<GapRequest> request = problems.attempt(() -> request(arguments, catalogs.priors()));
    RunOperands operands = RunOperands.of(arguments, problems);
    problems.requireNone();
    FailedRuns failures = new FailedRuns();
    List<FinishedRun> runs = runs(operands, failures.damaged());
    PluginWarnings.print(catalogs, terminal);
    GapAnalysis analysis = injector.getInstance(GapAnalysis.class);
    List<GapJob> jobs = jobs(analysis, runs, request.value(), failures.damaged());
    Report report =
        new Report(catalogs.priors(), arguments.has(ExperimentArguments.JSON), terminal);
    for (GapJob job : jobs) {
      PluginWarnings.print(
          job.run().path(),
          job.run().folder().pluginDifferences(job.model().experiment()),
          terminal);
      gap(analysis, job, failures, terminal).ifPresent(gap -> report.add(job.run().path(), gap));
    }
    for (List<FinishedRun> group : JointGap.groups(jobs.stream().map(GapJob::run).toList())) {
      if (group.size() > 1) {
        failures.damaged().check(() -> report.add(JointGap.of(group)));
      }
    }
    report.end();
    failures.requireNone();
    report.warnings().end(arguments);
  }

  private static GapRequest request(Arguments arguments, Catalog<Prior> installed) {
    Problems problems = Problems.user();
    List<PluginSpec> priors = new ArrayList<>();
    for (String text : priors(arguments)) {
      problems.check(
          () -> {
            PluginSpec spec = PluginSpec.parse(text);
            installed.create(spec);
            priors.add(spec);
          });
    }
    Checked<FitOptions> fit = problems.attempt(() -> FIT.create(arguments.of(FIT)));
    Checked<GapOptions> options = problems.attempt(() -> OPTIONS.create(arguments.of(OPTIONS)));
    problems.requireNone();
    return new GapRequest(priors, fit.value(), options.value(), arguments.has(CURVE));
  }

  private static List<String> priors(Arguments arguments) {
    return arguments.all(PRIOR).isEmpty() ? FITTED : arguments.all(PRIOR);
  }

  private static List<FinishedRun> runs(RunOperands operands, Problems damaged) {
    damaged.addAll(operands.damaged());
    List<FinishedRun> runs =
        operands.folders().stream()
            .map(folder -> damaged.attempt(() -> FinishedRun.read(folder)))
            .flatMap(Checked::stream)
            .toList();
    if (runs.isEmpty()) {
      throw ElboException.user(damaged.all());
    }
    return runs;
  }

  /** Prepares every run before the first is analysed. */
  private static List<GapJob> jobs(
      GapAnalysis analysis, List<FinishedRun> runs, GapRequest request, Problems damaged) {
    List<GapJob> jobs =
        runs.stream()
            .map(
                run ->
                    damaged.in(run.path().toString()).attempt(() -> analysis.prepare(run, request)))
            .flatMap(Checked::stream)
            .toList();
    if (jobs.isEmpty()) {
      throw ElboException.user(damaged.all());
    }
    return jobs;
  }

  /** Analyses a run; a failure of it or of a fit does not affect the others. */
  private static Optional<RunGap> gap(
      GapAnalysis analysis, GapJob job, FailedRuns failures, Terminal terminal) {
    try (Progress progress = Progress.on(terminal)) {
      RunGap gap = analysis.run(job, (task, done, total) -> progress.show(task, "", done, total));
      for (FailedFit fit : gap.failedFits()) {
        fit.problems()
            .forEach(
                p -> failures.addFailed(job.run().path() + ": prior " + fit.prior() + ": " + p));
      }
      return Optional.of(gap);
    } catch (CancellationException e) {
      throw ElboException.user("interrupted; the same command repeats no finished fit", e);
    } catch (ElboException e) {
      failures.add(job.run().path(), e);
      return Optional.empty();
    }
  }

  /** Prints each run's tables as soon as they are computed, or one JSON object at the end. */
  private static final class Report {

    private final Catalog<Prior> priors;
    private final boolean asJson;
    private final Terminal terminal;
    private final List<Object> runs = new ArrayList<>();
    private final List<Object> joint = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, Object> json = new LinkedHashMap<>();

    Report(Catalog<Prior> priors, boolean asJson, Terminal terminal) {
      this.priors = priors;
      this.asJson = asJson;
      this.terminal = terminal;
      json.put("runs", runs);
    }

    void add(Path folder, RunGap gap) {
      Map<String, Object> run = new LinkedHashMap<>(GapJson.of(gap));
      run.put("folder", folder.toString());
      runs.add(run);
      ResultWarnings own = warn(gap.warnings(), folder + ": ");
      String saved = "\nsaved in " + folder.resolve(GapAnalysis.FILE) + "\n\n";
      print(GapText.of(gap, priors) + own.text() + saved);
    }

    void add(JointGap group) {
      String text = (joint.isEmpty() ? "" : "\n") + JointGapText.of(group, priors);
      List<String> own = ComparisonText.warnings(group).sentences();
      String verdict = VerdictText.of(VerdictText.VERDICT.of(group), terminal);
      print(text + warn(own, "").text() + verdict);
      joint.add(GapJson.of(group));
    }

    void end() {
      if (!joint.isEmpty()) {
        json.put("joint", joint);
      }
      if (asJson) {
        terminal.out().println(Json.text(json));
      }
    }

    /**
     * Prints warnings. Programs find them in the JSON, but people who watch need them on standard
     * error.
     */
    private ResultWarnings warn(List<String> sentences, String where) {
      if (asJson) {
        new ResultWarnings(sentences.stream().map(where::concat).toList()).print(terminal);
      }
      warnings.addAll(sentences);
      return new ResultWarnings(sentences);
    }

    ResultWarnings warnings() {
      return new ResultWarnings(warnings);
    }

    private void print(String text) {
      if (!asJson) {
        terminal.out().print(text);
        terminal.out().flush();
      }
    }
  }
}
