package org.elbosurgery.framework.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Cells as people read them: the error with two significant digits, the value with as many
 * decimals.
 *
 * @param missing what stands for nothing
 * @param plusMinus what stands between a value and its error
 */
public record CellText(String missing, String plusMinus) {

  /** More would be those of rounding. */
  private static final int MOST_DECIMALS = 6;

  /** Decimals of a value that was always the same. */
  private static final int DECIMALS_WITHOUT_ERROR = 4;

  private static final double LEAST_ERROR = 1e-6;

  /** Below this double precision has nothing to say of a tail. */
  private static final double LEAST_PROBABILITY = 1e-15;

  /** Writes a cell. */
  public String of(Cell cell) {
    if (cell instanceof Cell.Text text) {
      return text.text();
    }
    if (cell instanceof Cell.Count count) {
      return String.valueOf(count.count());
    }
    if (cell instanceof Cell.Exact exact) {
      return exact.value().setScale(exact.decimals(), RoundingMode.HALF_EVEN).toPlainString();
    }
    if (cell instanceof Cell.Measured measured) {
      return measured(measured.value(), measured.error(), "");
    }
    if (cell instanceof Cell.Difference difference) {
      return measured(difference.value(), difference.error(), "+");
    }
    if (cell instanceof Cell.Probability probability) {
      return probability(probability.p());
    }
    return missing;
  }

  private String measured(double value, double error, String sign) {
    if (error == 0) {
      return format(value, sign, DECIMALS_WITHOUT_ERROR) + plusMinus + "0";
    }
    if (error < LEAST_ERROR) {
      return format(value, sign, MOST_DECIMALS) + plusMinus + "<1e-6";
    }
    BigDecimal rounded = new BigDecimal(error).round(new MathContext(2, RoundingMode.HALF_EVEN));
    int decimals = Math.min(MOST_DECIMALS, Math.max(0, rounded.scale()));
    String shown = rounded.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    return format(value, sign, decimals) + plusMinus + shown;
  }

  private static String probability(double p) {
    if (p < LEAST_PROBABILITY) {
      return "<1e-15";
    }
    return p < 0.001 ? String.format(Locale.ROOT, "%.0e", p) : format(p, "", 3);
  }

  private static String format(double value, String sign, int decimals) {
    return String.format(Locale.ROOT, "%" + sign + "." + decimals + "f", value);
  }
}
