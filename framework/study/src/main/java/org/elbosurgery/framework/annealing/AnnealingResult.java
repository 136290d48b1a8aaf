package org.elbosurgery.framework.annealing;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.density.DensityCheck;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.likelihood.BoundsOrigin;
import org.elbosurgery.framework.likelihood.LikelihoodResult;
import org.elbosurgery.framework.likelihood.PairedBound;

/**
 * The likelihood of data under a run's model by annealing.
 *
 * @param run folder of the run
 * @param spec the spec of the run, with the prior of the estimate
 * @param rows of which rows the points are the first
 * @param rowsSha256 the digest of these rows, as the model sees them
 * @param origin what determines the estimates of these rows, besides the settings
 * @param settings of the chains
 * @param points the chains of each row, at least two rows
 * @param logNormalizerError the standard error of the prior's log normaliser, which the errors
 *     include; 0 if the normaliser is known
 * @param density whether the prior's log p(z) is that of a density; empty if it was not checked
 * @param repeatedTestRows a sentence if the run's test rows repeat training rows; otherwise empty
 * @param gained how far the importance-weighted bound of the same rows lies below; empty if the
 *     run's folder had none
 */
public record AnnealingResult(
    Path run,
    ExperimentSpec spec,
    AnnealedRows rows,
    String rowsSha256,
    BoundsOrigin origin,
    AnnealingSettings settings,
    List<AnnealedPoint> points,
    double logNormalizerError,
    Optional<DensityCheck> density,
    Optional<String> repeatedTestRows,
    Optional<Gained> gained)
    implements PairedBound<AnnealingResult> {

  /** The smallest effective sample size of a row's chains that needs no warning. */
  static final double FEW = 2;

  /** The acceptance below which a warning says that the step sizes do not suit the chains. */
  static final double LOW_ACCEPTANCE = 0.4;

  /** Copies the points. */
  public AnnealingResult {
    points = List.copyOf(points);
  }

  /**
   * Returns the stochastic lower bound on log p(x), averaged over the rows. Its error is over other
   * chains for the same rows.
   */
  public Estimate lower() {
    return overChains(AnnealedPoint::lower, AnnealedPoint::lowerVariance);
  }

  /** Returns the error of {@link #lower} over other rows, including the chains. */
  public double lowerPopulationError() {
    return overRows(AnnealedPoint::lower);
  }

  /** Returns the effective sample size of the chains of a row, on average. */
  public double effectiveSampleSize() {
    return mean(AnnealedPoint::effectiveSampleSize);
  }

  /** Returns how many rows have an effective sample size below {@link #FEW}. */
  public long fewChains() {
    return points.stream().filter(point -> point.effectiveSampleSize() < FEW).count();
  }

  /** Returns the acceptance of the transitions, on average. */
  public double acceptance() {
    return mean(AnnealedPoint::acceptance);
  }

  /** Returns the step size that the pilots found for the model itself, on average. */
  public double stepSize() {
    return mean(AnnealedPoint::stepSize);
  }

  /** Returns the upper bound and the gap; empty if the rows are not simulated. */
  public Optional<Upper> upper() {
    return rows == AnnealedRows.SIMULATED
        ? Optional.of(
            new Upper(
                overChains(AnnealedPoint::upper, AnnealedPoint::upperVariance),
                overRows(AnnealedPoint::upper),
                new Estimate(
                    mean(point -> point.upper() - point.lower()),
                    paired(point -> point.upper() - point.lower()),
                    points.size())))
        : Optional.empty();
  }

  /**
   * The other side of the bracket.
   *
   * @param bound the stochastic upper bound on log p(x), averaged over the rows; its error is over
   *     other chains from the same codes
   * @param populationError its error over other rows, including codes and chains
   * @param gap upper minus lower bound; its error is over other rows, paired
   */
  public record Upper(Estimate bound, double populationError, Estimate gap) {}

  /**
   * How far the importance-weighted bound of the same rows lies below.
   *
   * @param samples S, of the bound
   * @param ofRows annealed minus importance-weighted bound of each row, at least two
   */
  public record Gained(int samples, List<Double> ofRows) {

    /** Copies the rows. */
    public Gained {
      ofRows = List.copyOf(ofRows);
    }

    /** Returns the average over the rows; its error is over other rows, paired. */
    public Estimate difference() {
      return average(ofRows);
    }
  }

  /**
   * Returns what annealing gains over an importance-weighted bound.
   *
   * @param points the chains of each row
   * @param bound of these rows, and perhaps further ones
   */
  static Gained gained(List<AnnealedPoint> points, LikelihoodResult bound) {
    return new Gained(bound.samples(), differences(points, bound.points().bounds()));
  }

  /**
   * Returns the difference of the lower bound from another's on the same rows; its error is over
   * other rows, paired, and includes the errors of estimated normalisers.
   */
  @Override
  public Estimate minus(AnnealingResult baseline) {
    double[] others = baseline.points.stream().mapToDouble(AnnealedPoint::lower).toArray();
    return average(differences(points, others))
        .widened(Math.hypot(logNormalizerError, baseline.logNormalizerError));
  }

  private static List<Double> differences(List<AnnealedPoint> points, double[] others) {
    return IntStream.range(0, points.size())
        .mapToObj(n -> points.get(n).lower() - others[n])
        .toList();
  }

  private static Estimate average(List<Double> ofRows) {
    double[] values = ofRows.stream().mapToDouble(Double::doubleValue).toArray();
    return new Estimate(
        StatUtils.mean(values),
        Math.sqrt(StatUtils.variance(values) / values.length),
        values.length);
  }

  private Estimate overChains(
      ToDoubleFunction<AnnealedPoint> bound, ToDoubleFunction<AnnealedPoint> variance) {
    double error = Math.sqrt(mean(variance) / points.size());
    long chains = (long) points.size() * settings.chains();
    return new Estimate(mean(bound), error, chains).widened(logNormalizerError);
  }

  private double mean(ToDoubleFunction<AnnealedPoint> value) {
    return StatUtils.mean(points.stream().mapToDouble(value).toArray());
  }

  /** Returns sd over the rows / sqrt(N), with the error of the normaliser. */
  private double overRows(ToDoubleFunction<AnnealedPoint> value) {
    return Math.hypot(paired(value), logNormalizerError);
  }

  private double paired(ToDoubleFunction<AnnealedPoint> value) {
    double[] values = points.stream().mapToDouble(value).toArray();
    return Math.sqrt(StatUtils.variance(values) / values.length);
  }

  /**
   * Returns a sentence each if one chain alone counts for some rows, or few transitions are
   * accepted, one if the test rows repeat training rows, and one for each finding about the prior's
   * density.
   */
  public List<String> warnings() {
    return Stream.concat(
            Stream.of(repeatedTestRows.filter(any -> rows == AnnealedRows.TEST), alone(), refused())
                .flatMap(Optional::stream),
            density.stream().flatMap(check -> check.warnings().stream()))
        .toList();
  }

  private Optional<String> alone() {
    return fewChains() == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "at %d of %d rows fewer than %.0f chains count (all rows: %.1f on average); the"
                    + " lower bound holds there too, but may lie far below log p(x): take more"
                    + " --temperatures",
                fewChains(),
                points.size(),
                FEW,
                effectiveSampleSize()));
  }

  private Optional<String> refused() {
    long low = points.stream().filter(point -> point.acceptance() < LOW_ACCEPTANCE).count();
    return low == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "at %d of %d rows less than %.0f %% of the transitions were accepted; take more"
                    + " --temperatures, along which the pilot can adapt the step sizes",
                low,
                points.size(),
                100 * LOW_ACCEPTANCE));
  }
}
