package org.elbosurgery.framework.report.runs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.annealing.AnnealingFolder;
import org.elbosurgery.framework.annealing.AnnealingResult;
import org.elbosurgery.framework.estimators.EstimatorsFile;
import org.elbosurgery.framework.estimators.KeptComparison;
import org.elbosurgery.framework.experiment.EpochTerms;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.gap.GapJson;
import org.elbosurgery.framework.gap.KeptGap;
import org.elbosurgery.framework.likelihood.LikelihoodFolder;
import org.elbosurgery.framework.likelihood.LikelihoodSummary;
import org.elbosurgery.framework.npy.WordArray;
import org.elbosurgery.framework.surgery.Surgery;
import org.elbosurgery.framework.training.EpochMetrics;

/**
 * A finished run with the parts that a report always needs.
 *
 * @param run the run, for everything else
 * @param result its result, with the values per data point
 * @param prior the frozen prior, if it is a Gaussian or a mixture of Gaussians
 * @param metrics the metrics of training, epoch by epoch
 * @param terms the terms of surgeries while training, epoch by epoch; none where none were asked
 *     for
 * @param gap the kept gap analysis of the run, if any
 * @param likelihoods the kept bounds on its likelihood
 * @param annealings its kept likelihoods by annealing
 * @param estimators what other estimators were kept to say of its codes
 */
public record ReportedRun(
    FinishedRun run,
    Result result,
    Optional<Distribution> prior,
    List<EpochMetrics> metrics,
    List<EpochTerms> terms,
    Optional<KeptGap> gap,
    List<LikelihoodSummary> likelihoods,
    List<AnnealingResult> annealings,
    List<KeptComparison> estimators)
    implements Reported {

  /**
   * Reads a run. What other commands have kept in its folder is left out if it cannot be read.
   *
   * @param left records the problems of these
   * @throws org.elbosurgery.api.ElboException USER if the run is not finished or one of its own
   *     files is damaged
   */
  static ReportedRun read(Path folder, LeftOut left) {
    FinishedRun run = FinishedRun.read(folder);
    return new ReportedRun(
        run,
        run.resultWithPoints(),
        run.prior(),
        run.metrics(),
        run.terms(),
        left.read(folder, () -> GapJson.read(folder)).flatMap(Function.identity()),
        left.read(folder, () -> LikelihoodFolder.summaries(run)).orElse(List.of()),
        left.read(folder, () -> AnnealingFolder.read(run)).orElse(List.of()),
        left.read(folder, () -> EstimatorsFile.read(run)).orElse(List.of()));
  }

  @Override
  public List<String> warnings() {
    return Stream.concat(
            result.warnings().stream(), gap.stream().flatMap(kept -> kept.warnings().stream()))
        .map(warning -> path() + ": " + warning)
        .toList();
  }

  /** Returns whether there are its results alone, without codes and weights. */
  public boolean isResultsAlone() {
    return run.isResultsAlone();
  }

  public ExperimentSpec spec() {
    return run.spec();
  }

  @Override
  public long seed() {
    return spec().run().seed();
  }

  @Override
  public Path path() {
    return run.path();
  }

  @Override
  public String dataSha256() {
    return run.dataSha256();
  }

  @Override
  public Optional<Surgery> surgery(Split split) {
    return result.surgery(split);
  }

  @Override
  public Optional<Posteriors> posteriors() {
    return run.posteriors(Split.TRAIN);
  }

  @Override
  public Optional<WordArray> labels() {
    return result.train().labels();
  }
}
