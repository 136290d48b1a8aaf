package org.elbosurgery.framework.report.figure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.framework.plot.Plot;

/**
 * Where an axis that is too short for Lets-Plot's own rule has labels.
 *
 * @param values multiples of 1, 2 or 5 times a power of ten
 */
record Ticks(List<BigDecimal> values) {

  /**
   * Returns the labels of a range.
   *
   * @param steps the number of steps to have at least
   */
  static Ticks between(double low, double high, int steps) {
    double rough = (high - low) / steps;
    int power = (int) Math.floor(Math.log10(rough));
    double share = rough / Math.pow(10, power);
    int first = share < 2 ? 1 : share < 5 ? 2 : 5;
    BigDecimal step = BigDecimal.valueOf(first).scaleByPowerOfTen(power);
    List<BigDecimal> values = new ArrayList<>();
    long from = (long) Math.ceil(low / step.doubleValue());
    long to = (long) Math.floor(high / step.doubleValue());
    for (long i = from; i <= to; i++) {
      values.add(step.multiply(BigDecimal.valueOf(i)));
    }
    return new Ticks(values);
  }

  /** Sets the limits and labels of an axis. */
  void addTo(Plot plot, String aesthetic, String name, double low, double high) {
    plot.labels(
        aesthetic,
        name,
        low,
        high,
        values.stream().map(BigDecimal::doubleValue).toList(),
        values.stream().map(each -> each.stripTrailingZeros().toPlainString()).toList());
  }
}
