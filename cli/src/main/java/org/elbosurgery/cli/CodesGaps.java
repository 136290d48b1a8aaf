package org.elbosurgery.cli;

import com.google.inject.Injector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.codes.CodesFolder;
import org.elbosurgery.framework.codes.CodesGapAnalysis;
import org.elbosurgery.framework.codes.CodesGapJob;
import org.elbosurgery.framework.exchange.PriorFile;
import org.elbosurgery.framework.experiment.RunOptions;
import org.elbosurgery.framework.gap.GapRequest;
import org.elbosurgery.framework.gap.RunGap;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

/**
 * {@code elbo gap --codes}: how far priors close the gap of models that were trained anywhere.
 *
 * @param arguments of the command, with codes
 * @param injector finds the priors
 * @param terminal receives warnings and the progress
 */
record CodesGaps(Arguments arguments, Injector injector, Terminal terminal) {

  private static final OptionSet<RunOptions> RUN = OptionSet.of(RunOptions.class);
  private static final String PRIOR_FILE = "prior-file";
  private static final String OUT = "out";
  private static final String USUAL_OUT = "runs";

  /** The options that go with codes alone. */
  static final List<OptionDescriptor> OPTIONS =
      List.of(
          new OptionDescriptor(
              PRIOR_FILE,
              "with --codes: the prior of the model, as elbo decompose takes it",
              "file",
              "",
              "the standard Gaussian"),
          RUN.option("seed").as("with --codes: the only source of randomness", "1"),
          new OptionDescriptor(
              OUT,
              "with --codes: folder for what is kept, in a folder of its own for each file",
              "folder",
              "",
              USUAL_OUT + "/"));

  /** Refuses the options that go with codes alone. */
  static void refuse(Arguments arguments, Problems problems) {
    List<String> names = OPTIONS.stream().map(OptionDescriptor::name).toList();
    GivenCodes.refuse(names, arguments, problems);
  }

  /**
   * Analyses all codes.
   *
   * @param request what to compute
   * @param problems of the arguments
   * @param report receives the analyses
   * @throws org.elbosurgery.api.ElboException USER if there are problems, with all of them, before
   *     anything is computed or written; otherwise as {@link FailedRuns#requireNone}
   */
  void run(Checked<GapRequest> request, Problems problems, GapReport report) {
    GivenCodes.refuseRuns(arguments, problems);
    Path out = UserPath.of(OUT, arguments.values().getOrDefault(OUT, USUAL_OUT));
    List<Checked<CodesGapJob>> jobs = jobs(request, out, problems);
    problems.requireNone();
    PluginWarnings.print(injector.getInstance(Catalogs.class), terminal);
    FailedRuns failures = new FailedRuns();
    CodesGapAnalysis analysis = injector.getInstance(CodesGapAnalysis.class);
    List<RunGap> models = new ArrayList<>();
    for (CodesGapJob job : jobs.stream().map(Checked::value).toList()) {
      Path folder = job.folder(out);
      GapCommand.gap(folder, listener -> analysis.run(job, out, listener), failures, terminal)
          .ifPresent(
              gap -> {
                report.add(folder, gap);
                models.add(gap);
              });
    }
    if (models.size() > 1) {
      report.add(models);
    }
    report.end();
    failures.requireNone();
  }

  /** Prepares all codes, also where something else is wrong, so that everything is told at once. */
  private List<Checked<CodesGapJob>> jobs(
      Checked<GapRequest> request, Path out, Problems problems) {
    CodesGapAnalysis analysis = injector.getInstance(CodesGapAnalysis.class);
    Checked<Map<String, Path>> files = problems.attempt(() -> GivenCodes.files(arguments));
    Checked<Long> seed = problems.attempt(() -> RUN.create(arguments.of(RUN)).seed());
    Checked<Optional<Distribution>> prior =
        problems.attempt(
            () ->
                Optional.ofNullable(arguments.values().get(PRIOR_FILE))
                    .map(file -> PriorFile.read(UserPath.of(PRIOR_FILE, file))));
    return files.orElseGet(Map::of).entrySet().stream()
        .map(
            each ->
                problems.attempt(
                    () -> {
                      CodesGapJob job =
                          analysis.prepare(
                              each.getKey(),
                              each.getValue(),
                              prior.orElseGet(Optional::empty),
                              seed.orElseGet(() -> 1L),
                              request.orElseGet(() -> GapRequest.of(List.of())));
                      CodesFolder.requireUsable(job.folder(out));
                      return job;
                    }))
        .toList();
  }
}
