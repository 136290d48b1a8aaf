package org.elbosurgery.framework.table;

import java.math.BigDecimal;
import java.util.Locale;
import org.elbosurgery.framework.number.NumberText;

/**
 * Formats cells for people.
 *
 * @param missing the text of a cell without a value
 * @param numbers the format of a value with its error
 */
public record EntryText(String missing, NumberText numbers) {

  /** Below this, double precision does not resolve the probability of a tail. */
  private static final double MIN_PROBABILITY = 1e-15;

  /** Formats a cell. */
  public String of(Entry cell) {
    if (cell instanceof Entry.Text text) {
      return text.text();
    }
    if (cell instanceof Entry.Count count) {
      return String.valueOf(count.count());
    }
    if (cell instanceof Entry.Exact exact) {
      return NumberText.plain(exact.value(), exact.decimals());
    }
    if (cell instanceof Entry.Measured measured) {
      return numbers.of(measured.value(), measured.error());
    }
    if (cell instanceof Entry.Difference difference) {
      return numbers.signed(difference.value(), difference.error());
    }
    if (cell instanceof Entry.Share share) {
      return share.fraction() instanceof Entry.Measured measured
          ? numbers.percent(measured.value(), measured.error())
          : NumberText.percent(((Entry.Exact) share.fraction()).value().doubleValue());
    }
    if (cell instanceof Entry.Probability probability) {
      return probability(probability.p());
    }
    return missing;
  }

  private static String probability(double p) {
    if (p < MIN_PROBABILITY) {
      return "<1e-15";
    }
    return p < 0.001
        ? String.format(Locale.ROOT, "%.0e", p)
        : NumberText.plain(BigDecimal.valueOf(p), 3);
  }
}
