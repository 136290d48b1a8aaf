package org.elbosurgery.framework.report.runs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.gap.GapJson;
import org.elbosurgery.framework.gap.KeptGap;
import org.elbosurgery.framework.likelihood.LikelihoodFolder;
import org.elbosurgery.framework.likelihood.LikelihoodResult;
import org.elbosurgery.framework.training.EpochMetrics;

/**
 * A finished run with what a report always needs of it.
 *
 * @param run where everything else is
 * @param result what it came to, with what each data point adds
 * @param prior as numbers, where it is a Gaussian or a mixture of them
 * @param metrics how the training went, epoch by epoch
 * @param gap what a gap analysis of the run has kept
 * @param likelihoods the bounds on its likelihood that were kept
 */
public record ReportedRun(
    FinishedRun run,
    Result result,
    Optional<Distribution> prior,
    List<EpochMetrics> metrics,
    Optional<KeptGap> gap,
    List<LikelihoodResult> likelihoods) {

  /**
   * Reads a run. What other commands have kept of it and cannot be read costs the run nothing else.
   *
   * @param left is told what is wrong with a kept gap analysis or likelihood
   * @throws org.elbosurgery.api.ElboException USER if it is not finished or a file of its own is
   *     damaged
   */
  static ReportedRun read(Path folder, LeftOut left) {
    FinishedRun run = FinishedRun.read(folder);
    return new ReportedRun(
        run,
        run.resultWithPoints(),
        run.prior(),
        run.metrics(),
        left.read(folder, () -> GapJson.read(folder)).flatMap(Function.identity()),
        left.read(folder, () -> LikelihoodFolder.read(run)).orElse(List.of()));
  }

  /** Returns what numbers of it cannot be or are not of new data, one sentence each. */
  public List<String> warnings() {
    return Stream.concat(
            result.warnings().stream(), gap.stream().flatMap(kept -> kept.warnings().stream()))
        .map(warning -> path() + ": " + warning)
        .toList();
  }

  public ExperimentSpec spec() {
    return run.spec();
  }

  public long seed() {
    return spec().run().seed();
  }

  public Path path() {
    return run.path();
  }

  /** Returns whether the prior is N(0, I), by its numbers, whatever it is called. */
  boolean hasStandardGaussian() {
    return prior.filter(DiagonalGaussianMixture::isStandard).isPresent();
  }
}
