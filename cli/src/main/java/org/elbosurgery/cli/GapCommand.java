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
import java.util.function.Function;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.catalog.Catalog;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.experiment.ElboModule;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.gap.FailedFit;
import org.elbosurgery.framework.gap.FitOptions;
import org.elbosurgery.framework.gap.GapAnalysis;
import org.elbosurgery.framework.gap.GapJob;
import org.elbosurgery.framework.gap.GapOptions;
import org.elbosurgery.framework.gap.GapRequest;
import org.elbosurgery.framework.gap.JointGap;
import org.elbosurgery.framework.gap.RunGap;
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

  /** What is fitted where no prior is given: the baseline, which comes first, is never fitted. */
  private static final List<String> FITTED =
      StudiedPriors.NAMES.subList(1, StudiedPriors.NAMES.size());

  /** What is fitted to codes alone, of which a VampPrior cannot be. */
  private static final List<String> FITTED_TO_CODES = List.of("mixture");

  @Override
  public String name() {
    return "gap";
  }

  @Override
  public String summary() {
    return "Fit priors to the codes of finished runs, or of any framework, and report how much of the marginal KL each"
        + " removes and what the gap consists of; for runs that differ only in the prior,"
        + " also how far each closes the gap when trained jointly.";
  }

  @Override
  public String operands() {
    return "RUN... | --codes FILE.npz...";
  }

  @Override
  public CommandOptions options() {
    OptionDescriptor priors =
        ExperimentSpec.PRIOR.as(
            "prior to fit to the codes, given once for each; see elbo plugins prior",
            String.join(", ", FITTED) + "; with --codes " + String.join(", ", FITTED_TO_CODES));
    List<OptionDescriptor> valued = new ArrayList<>(CodesGaps.OPTIONS);
    valued.addAll(FIT.descriptors());
    valued.addAll(OPTIONS.descriptors());
    return new CommandOptions(
        List.of(priors, GivenCodes.CODES),
        valued,
        List.of(CURVE, ExperimentArguments.JSON, ResultWarnings.STRICT));
  }

  @Override
  public void run(Arguments arguments, PluginSource source, Terminal terminal) {
    Problems problems = Problems.user(arguments.problems());
    Injector injector = Guice.createInjector(new ElboModule(source));
    Catalogs catalogs = injector.getInstance(Catalogs.class);
    Checked<GapRequest> request = problems.attempt(() -> request(arguments, catalogs.priors()));
    boolean ofCodes = GivenCodes.areIn(arguments);
    GapReport report =
        new GapReport(
            ofCodes ? "codes" : "runs",
            catalogs.priors(),
            arguments.has(ExperimentArguments.JSON),
            terminal);
    if (ofCodes) {
      new CodesGaps(arguments, injector, terminal).run(request, problems, report);
    } else {
      ofRuns(arguments, request, problems, injector, report, terminal);
    }
    report.warnings().end(arguments);
  }

  private static void ofRuns(
      Arguments arguments,
      Checked<GapRequest> request,
      Problems problems,
      Injector injector,
      GapReport report,
      Terminal terminal) {
    CodesGaps.refuse(arguments, problems);
    RunOperands operands = RunOperands.of(arguments, problems);
    problems.requireNone();
    FailedRuns failures = new FailedRuns();
    List<FinishedRun> runs = runs(operands, failures.damaged());
    PluginWarnings.print(injector.getInstance(Catalogs.class), terminal);
    GapAnalysis analysis = injector.getInstance(GapAnalysis.class);
    List<GapJob> jobs = jobs(analysis, runs, request.value(), failures.damaged());
    Map<Path, List<String>> differences = new LinkedHashMap<>();
    for (GapJob job : jobs) {
      differences.put(
          job.run().path(), job.run().folder().pluginDifferences(job.model().experiment()));
    }
    PluginWarnings.print(differences, terminal);
    for (GapJob job : jobs) {
      gap(job.run().path(), listener -> analysis.run(job, listener), failures, terminal)
          .ifPresent(gap -> report.add(job.run().path(), gap));
    }
    for (List<FinishedRun> group : JointGap.groups(jobs.stream().map(GapJob::run).toList())) {
      if (group.size() > 1) {
        failures.damaged().check(() -> report.add(JointGap.of(group)));
      }
    }
    report.end();
    failures.requireNone();
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
    List<String> usual = GivenCodes.areIn(arguments) ? FITTED_TO_CODES : FITTED;
    return arguments.all(PRIOR).isEmpty() ? usual : arguments.all(PRIOR);
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

  /** Analyses codes; a failure of it or of a fit does not affect the others. */
  static Optional<RunGap> gap(
      Path folder,
      Function<TaskListener, RunGap> analysis,
      FailedRuns failures,
      Terminal terminal) {
    try (Progress progress = Progress.on(terminal)) {
      RunGap gap = analysis.apply((task, done, total) -> progress.show(task, "", done, total));
      for (FailedFit fit : gap.failedFits()) {
        fit.problems()
            .forEach(p -> failures.addFailed(folder + ": prior " + fit.prior() + ": " + p));
      }
      return Optional.of(gap);
    } catch (CancellationException e) {
      throw ElboException.user("interrupted; the same command repeats no finished fit", e);
    } catch (ElboException e) {
      failures.add(folder, e);
      return Optional.empty();
    }
  }
}
