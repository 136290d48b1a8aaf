package org.elbosurgery.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.elbosurgery.api.Estimate;

/** Estimates as text: the error with two significant digits, the value with as many decimals. */
final class EstimateText {

  /** Decimals of a value that was not sampled. */
  private static final int EXACT_DECIMALS = 4;

  /** More would be those of rounding. */
  private static final int MOST_DECIMALS = 6;

  private static final double LEAST_ERROR = 1e-6;

  private EstimateText() {}

  /** Writes an estimate, such as {@code 5.64341 +- 0.00051}. */
  static String of(Estimate estimate) {
    return of(estimate, "");
  }

  /** Writes a difference, always with its sign. */
  static String signed(Estimate difference) {
    return of(difference, "+");
  }

  /** Writes a value that has no error. */
  static String exact(double value) {
    return format(value, "", EXACT_DECIMALS);
  }

  private static String of(Estimate estimate, String sign) {
    if (estimate.samples() == 0) {
      return format(estimate.mean(), sign, EXACT_DECIMALS) + " (exact)";
    }
    if (estimate.standardError() < LEAST_ERROR) {
      return format(estimate.mean(), sign, MOST_DECIMALS) + " +- <1e-6";
    }
    BigDecimal error = new BigDecimal(estimate.standardError()).round(new MathContext(2));
    int decimals = Math.min(MOST_DECIMALS, Math.max(0, error.scale()));
    return format(estimate.mean(), sign, decimals) + " +- " + error.toPlainString();
  }

  private static String format(double value, String sign, int decimals) {
    return String.format(Locale.ROOT, "%" + sign + "." + decimals + "f", value);
  }
}
