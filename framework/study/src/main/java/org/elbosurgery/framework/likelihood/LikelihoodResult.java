package org.elbosurgery.framework.likelihood;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.density.DensityCheck;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.Split;

/**
 * A lower bound on the likelihood of data under a run's model.
 *
 * @param run folder of the run
 * @param spec the spec of the run
 * @param repeatedTestRows a sentence if the run's test rows repeat training rows; otherwise empty
 * @param split the split of whose rows the points are the first
 * @param rowsSha256 the digest of these rows, as the model sees them
 * @param origin what determines the bounds of these rows
 * @param points the bounds of each point, at least two
 * @param logNormalizerError the standard error of the prior's log normaliser, which the errors of
 *     the averages include; 0 if the normaliser is known
 * @param density whether the prior's log p(z) is that of a density; empty if it was not checked
 */
public record LikelihoodResult(
    Path run,
    ExperimentSpec spec,
    Optional<String> repeatedTestRows,
    Split split,
    String rowsSha256,
    BoundsOrigin origin,
    PointBounds points,
    double logNormalizerError,
    Optional<DensityCheck> density)
    implements PairedBound<LikelihoodResult> {

  /**
   * Checks the points.
   *
   * @throws IllegalArgumentException if there are fewer than two, which have no standard error
   */
  public LikelihoodResult {
    if (points.size() < 2) {
      throw new IllegalArgumentException(points.size() + " points; take 2 or more");
    }
  }

  /** Returns the averages over the points with 1, 2, 5, 10, ... and last S samples. */
  public List<BoundEstimate> curve() {
    return IntStream.range(0, points.samples().length).mapToObj(this::estimate).toList();
  }

  /** Returns the average over the points with all S samples. */
  public BoundEstimate bound() {
    return estimate(points.samples().length - 1);
  }

  private BoundEstimate estimate(int count) {
    Estimate mean = overPoints(points.bounds(count));
    double variance = StatUtils.mean(points.samplingVariances(count)) / points.size();
    long all = Arrays.stream(points.sampleCounts()).asLongStream().sum();
    return new BoundEstimate(
        points.samples()[count],
        new Estimate(mean.mean(), Math.sqrt(variance), all).widened(logNormalizerError),
        mean.widened(logNormalizerError).standardError());
  }

  /** Returns S, the largest number of samples of a point. */
  public int samples() {
    return points.maxSamples();
  }

  /**
   * What drawing until enough samples count has needed.
   *
   * @param effective the wanted effective sample size
   * @param meanSamples samples of a row, on average
   * @param notReached the number of rows at which all S samples were not enough; all rows if S is
   *     too small for a Pareto k
   */
  public record Stopped(int effective, double meanSamples, int notReached) {}

  /** Returns what it has needed; empty if all samples were drawn. */
  public Optional<Stopped> stopped() {
    if (origin.untilEss() == 0) {
      return Optional.empty();
    }
    Sufficiency sufficiency = new Sufficiency(origin.untilEss());
    double[] sizes = points.effectiveSampleSizes();
    Optional<double[]> shapes = points.paretoShapes();
    long reached =
        IntStream.range(0, sizes.length)
            .filter(n -> shapes.isPresent() && sufficiency.isReached(sizes[n], shapes.get()[n]))
            .count();
    return Optional.of(
        new Stopped(
            origin.untilEss(),
            Arrays.stream(points.sampleCounts()).average().orElseThrow(),
            sizes.length - (int) reached));
  }

  /** Returns the effective sample size. */
  public EffectiveSampleSize effectiveSampleSize() {
    return EffectiveSampleSize.of(points.effectiveSampleSizes());
  }

  /**
   * Returns the shapes of the tails of the weights; empty if there are too few samples, or the
   * bounds were kept by a version that did not compute them.
   */
  public Optional<ParetoShapes> paretoShapes() {
    return points.paretoShapes().map(ParetoShapes::of);
  }

  /**
   * Returns a sentence each if the effective sample size or the tails of the weights make the bound
   * and its errors doubtful, one if the test rows repeat training rows, and one for each finding
   * about the prior's density.
   */
  public List<String> warnings() {
    Optional<String> repeated = repeatedTestRows.filter(any -> split == Split.TEST);
    return Stream.concat(
            Stream.of(repeated, notReached(), fewSamples(), heavyTails()).flatMap(Optional::stream),
            density.stream().flatMap(check -> check.warnings().stream()))
        .toList();
  }

  private Optional<String> notReached() {
    return stopped()
        .filter(stopped -> stopped.notReached() > 0)
        .map(
            stopped ->
                ("at %d of %d rows %d samples have not reached an effective sample size of %d with a"
                        + " Pareto k of at most %s: take more --samples")
                    .formatted(
                        stopped.notReached(),
                        points.size(),
                        samples(),
                        stopped.effective(),
                        ParetoShapes.DOUBTFUL));
  }

  private Optional<String> fewSamples() {
    EffectiveSampleSize size = effectiveSampleSize();
    return size.small() == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "at %d of %d rows fewer than %d samples count (all rows: %.1f on average); the"
                    + " bound holds there too, but may lie far below log p(x), and its errors may"
                    + " be too small: take more --samples",
                size.small(),
                points.size(),
                EffectiveSampleSize.SMALL,
                size.mean()));
  }

  private Optional<String> heavyTails() {
    return paretoShapes()
        .filter(shapes -> shapes.doubtful() > 0)
        .map(
            shapes ->
                "at %d of %d rows the Pareto k of the weights is above %s: "
                        .formatted(shapes.doubtful(), points.size(), ParetoShapes.DOUBTFUL)
                    + "samples that matter are so rare there that neither the effective sample size"
                    + " nor the errors tell how far below log p(x) the bound lies");
  }

  /** Returns the same without the values of every row. */
  public LikelihoodSummary summary() {
    return new LikelihoodSummary(
        run,
        split,
        points.size(),
        rowsSha256,
        origin,
        curve(),
        effectiveSampleSize(),
        paretoShapes(),
        warnings(),
        logNormalizerError,
        Arrays.stream(points.bounds()).boxed().toList());
  }

  /**
   * Returns the difference from another bound on the same rows, as {@link LikelihoodSummary#minus}.
   *
   * @throws IllegalArgumentException if the rows are not the same, or the numbers of samples
   */
  @Override
  public Estimate minus(LikelihoodResult baseline) {
    return summary().minus(baseline.summary());
  }

  private static Estimate overPoints(double[] values) {
    double error = Math.sqrt(StatUtils.variance(values) / values.length);
    return new Estimate(StatUtils.mean(values), error, values.length);
  }
}
