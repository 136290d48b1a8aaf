package org.elbosurgery.framework.report.runs;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.number.NumberText;
import org.elbosurgery.framework.table.Entry;

/**
 * The combined result of the runs of a setting: for one run the estimate and its standard error,
 * for several runs the mean and the standard deviation over their seeds.
 *
 * @param value in nats, or as a fraction
 * @param error a standard error or a standard deviation, as {@link #kind()} says; empty if the
 *     value of a single run is exact, or all runs have the same value by definition
 * @param runs the number of runs
 */
public record Spread(double value, OptionalDouble error, int runs) {

  private static final int EXACT_DECIMALS = 4;

  /** Returns the spread of the estimates of all runs; empty if there are none. */
  public static Optional<Spread> of(List<Estimate> estimates) {
    if (estimates.isEmpty()) {
      return Optional.empty();
    }
    Estimate first = estimates.get(0);
    if (estimates.size() == 1) {
      return Optional.of(new Spread(first.mean(), ownError(first), 1));
    }
    if (first.isExact() && estimates.stream().allMatch(first::equals)) {
      return Optional.of(new Spread(first.mean(), OptionalDouble.empty(), estimates.size()));
    }
    double[] means = estimates.stream().mapToDouble(Estimate::mean).toArray();
    double deviation = Math.sqrt(StatUtils.variance(means));
    return Optional.of(
        new Spread(StatUtils.mean(means), OptionalDouble.of(deviation), means.length));
  }

  private static OptionalDouble ownError(Estimate estimate) {
    return estimate.isExact()
        ? OptionalDouble.empty()
        : OptionalDouble.of(estimate.standardError());
  }

  /** Returns the spread in another unit. */
  public Spread times(double factor) {
    OptionalDouble scaled =
        error.isPresent() ? OptionalDouble.of(Math.abs(factor) * error.getAsDouble()) : error;
    return new Spread(factor * value, scaled, runs);
  }

  /** Returns a share with its error in per cent, as text for pages. */
  public String percent() {
    return NumberText.PLUS_MINUS.percent(value, reach());
  }

  /** Returns the length of an error bar on each side, 0 if the value is exact. */
  public double reach() {
    return error.orElse(0);
  }

  /**
   * Returns half the width of the 95 % interval of the mean over other seeds, by Student's t over
   * the runs: 0 if all have the same value; empty for a single run, which says nothing of others.
   */
  public OptionalDouble interval() {
    if (runs == 1) {
      return OptionalDouble.empty();
    }
    double quantile = new TDistribution(null, runs - 1).inverseCumulativeProbability(0.975);
    return OptionalDouble.of(quantile * reach() / Math.sqrt(runs));
  }

  /** Returns the kind of the error. */
  public String kind() {
    return kind(runs);
  }

  /** Returns the kind of the error for a number of runs. */
  public static String kind(int runs) {
    return runs == 1 ? "SE" : "SD of " + runs + " seeds";
  }

  public static Entry cell(Optional<Spread> spread) {
    return spread.<Entry>map(Spread::cell).orElse(Entry.missing());
  }

  public Entry.Quantity cell() {
    return error.isPresent()
        ? new Entry.Measured(value, error.getAsDouble())
        : new Entry.Exact(value, EXACT_DECIMALS);
  }
}
