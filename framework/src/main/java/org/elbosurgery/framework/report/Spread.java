package org.elbosurgery.framework.report;

import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.table.Cell;

/**
 * What the runs of a setting came to together: of one run the estimate and its standard error, of
 * several the mean and the standard deviation over their seeds.
 *
 * @param value in nats, or as a fraction
 * @param error a standard error or a standard deviation, as {@link #kind} says
 */
record Spread(double value, double error) {

  /** Returns the spread of the estimates of each run; empty where there are none. */
  static Optional<Spread> of(List<Estimate> estimates) {
    if (estimates.isEmpty()) {
      return Optional.empty();
    }
    if (estimates.size() == 1) {
      return Optional.of(new Spread(estimates.get(0).mean(), estimates.get(0).standardError()));
    }
    double[] means = estimates.stream().mapToDouble(Estimate::mean).toArray();
    return Optional.of(new Spread(StatUtils.mean(means), Math.sqrt(StatUtils.variance(means))));
  }

  /** Returns what the error of so many runs is. */
  static String kind(int runs) {
    return runs == 1 ? "SE" : "SD of " + runs + " seeds";
  }

  static Cell cell(Optional<Spread> spread) {
    return spread.<Cell>map(s -> new Cell.Measured(s.value(), s.error())).orElse(Cell.MISSING);
  }
}
