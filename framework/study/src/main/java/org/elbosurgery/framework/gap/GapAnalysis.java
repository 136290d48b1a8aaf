package org.elbosurgery.framework.gap;

import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.experiment.TrainedModel;
import org.elbosurgery.framework.file.FolderLock;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.machine.NativeSettings;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

/**
 * Analyses how far priors close the gap of a finished run whose encoder stays fixed: fits the
 * priors to its codes, and decomposes the gap.
 */
public final class GapAnalysis {

  /** The file that an analysis writes to the folder of its run. */
  public static final String FILE = "gap.json";

  private final ExperimentResolver resolver;

  /** Uses a resolver to find the plugins and data of runs. */
  @Inject
  public GapAnalysis(ExperimentResolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Prepares and runs an analysis.
   *
   * @param run a finished run
   * @param request what to compute
   * @param listener receives the progress
   * @return the analysis, which is also written to {@value #FILE} in the run's folder
   * @throws ElboException as in {@link #prepare} and {@link #run(GapJob, TaskListener)}
   * @throws java.util.concurrent.CancellationException if this thread is interrupted; finished fits
   *     are kept in the run's folder, and the same analysis continues from them
   */
  public RunGap run(FinishedRun run, GapRequest request, TaskListener listener) {
    return run(prepare(run, request), listener);
  }

  /**
   * Finds everything that an analysis needs, without changing anything.
   *
   * @throws ElboException USER if there are problems with the priors, the run's data, codes or
   *     checkpoint, or its folder cannot be written; with all problems
   */
  public GapJob prepare(FinishedRun run, GapRequest request) {
    Problems problems = Problems.user();
    problems.check(() -> requireWritable(run.path()));
    Checked<Experiment> own = problems.attempt(() -> resolver.resolveFinished(run.spec()));
    Checked<TrainedModel> model =
        problems.attempt(() -> TrainedModel.of(own.value(), run.folder()));
    Checked<Optional<Posteriors>> train = problems.attempt(() -> run.posteriors(Split.TRAIN));
    Checked<Optional<Posteriors>> test = problems.attempt(() -> run.posteriors(Split.TEST));
    Checked<Posteriors> fitted =
        problems.attempt(() -> train.value().orElseGet(() -> run.requirePosteriors(Split.TRAIN)));
    problems.check(() -> requireSpread(Split.TRAIN, fitted.value()));
    problems.check(() -> test.value().ifPresent(rows -> requireSpread(Split.TEST, rows)));
    Checked<List<Experiment>> candidates =
        problems.attempt(() -> resolver.withPriors(own.value(), request.priors()));
    problems.requireNone();
    return new GapJob(
        run, model.value(), fitted.value(), test.value(), candidates.value(), request);
  }

  /**
   * Analyses codes, whose folder the caller has locked, and writes {@value #FILE} there.
   *
   * @throws ElboException as in {@link #run(GapJob, TaskListener)}
   */
  public static RunGap analyse(FrozenCodes codes, GapRequest request, TaskListener listener) {
    NativeSettings.useThreads(request.options().threads());
    RunGap gap = new FrozenEncoderAnalysis(codes, request, listener).run();
    codes.files().write(FILE, Json.content(GapJson.of(gap)));
    return gap;
  }

  /**
   * Checks that posteriors have a spread.
   *
   * @throws ElboException USER if there is one alone
   */
  public static void requireSpread(Split split, Posteriors posteriors) {
    if (posteriors.size() < 2) {
      throw ElboException.user(
          "one %s row has no spread between data points; take more rows".formatted(split.label()));
    }
  }

  private static void requireWritable(Path run) {
    if (!Files.isWritable(run) || Files.isDirectory(run.resolve(FILE))) {
      throw ElboException.user(
          run.resolve(FILE) + " cannot be written; make it writable, or take a copy of the run");
    }
  }

  /**
   * Runs an analysis.
   *
   * @param job a prepared analysis
   * @param listener receives the progress
   * @return the analysis, which is also written to {@value #FILE} in the run's folder, and includes
   *     the fits that failed
   * @throws ElboException NUMERIC if a dimension cannot be integrated or the codes have no volume,
   *     or the density of a prior is infinite at a code; PLUGIN if the density of a plugin fails;
   *     USER if a kept fit is damaged, another command has locked the run's folder, or a file
   *     cannot be written
   * @throws java.util.concurrent.CancellationException if this thread is interrupted; finished fits
   *     are kept in the run's folder, and the same analysis continues from them
   */
  public RunGap run(GapJob job, TaskListener listener) {
    FolderLock lock = FolderLock.of(job.run().path());
    try {
      return analyse(job.codes(), job.request(), listener);
    } finally {
      lock.release();
    }
  }
}
