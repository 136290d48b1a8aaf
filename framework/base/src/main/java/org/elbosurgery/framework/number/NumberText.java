package org.elbosurgery.framework.number;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.elbosurgery.api.Estimate;

/**
 * Formats numbers for people, everywhere by the same rule: the error has two significant digits
 * unless others are asked for, the value ends at the same decimal place, and neither has more than
 * six decimals. A value with an error of 0 has four decimals, and an exact {@link Estimate} is
 * followed by "(exact)". From 1e7 on, numbers are in scientific notation. Ties of the exact binary
 * value are rounded to the even digit, as in C and Python.
 *
 * @param plusMinus the separator between a value and its error
 * @param errorDigits the number of significant digits of an error, at least 1
 */
public record NumberText(String plusMinus, int errorDigits) {

  /** For terminals and messages, such as {@code 5.64341 +- 0.00051}. */
  public static final NumberText ASCII = new NumberText(" +- ");

  /** For pages and documents, such as {@code 5.64341 ± 0.00051}. */
  public static final NumberText PLUS_MINUS = new NumberText(" ± ");

  private static final String EXACT = " (exact)";
  private static final String NO_ERROR = "0";

  /** The largest number of decimals; further ones would be rounding errors. */
  private static final int MOST_DECIMALS = 6;

  private static final int DECIMALS_WITHOUT_ERROR = 4;
  private static final int DECIMALS_OF_PERCENT = 2;
  private static final double MIN_ERROR = 1e-6;

  /** From this value on, numbers have too many digits before the decimal point to read. */
  private static final double SCIENTIFIC = 1e7;

  private static final MathContext FEW_DIGITS =
      new MathContext(1 + DECIMALS_WITHOUT_ERROR, RoundingMode.HALF_EVEN);

  /** Makes a format of errors with two significant digits. */
  public NumberText(String plusMinus) {
    this(plusMinus, 2);
  }

  /** Returns the format of errors with another number of significant digits. */
  public NumberText withErrorDigits(int digits) {
    return new NumberText(plusMinus, digits);
  }

  /** Formats an estimate. */
  public String of(Estimate estimate) {
    return estimate.isExact()
        ? plain(estimate.mean()) + EXACT
        : of(estimate.mean(), estimate.standardError());
  }

  /** Formats an estimate of a difference, always with its sign. */
  public String signed(Estimate difference) {
    return withSign(of(difference));
  }

  /** Formats an estimate of a share, given as a fraction, in per cent. */
  public String percent(Estimate share) {
    return share.isExact()
        ? percent(share.mean()) + EXACT
        : percent(share.mean(), share.standardError());
  }

  /** Formats a value with its error, which is at least 0. */
  public String of(double value, double error) {
    if (error == 0) {
      return plain(value) + plusMinus + NO_ERROR;
    }
    if (error < MIN_ERROR) {
      return ended(value, MOST_DECIMALS) + plusMinus + "<1e-6";
    }
    BigDecimal rounded =
        new BigDecimal(error).round(new MathContext(errorDigits, RoundingMode.HALF_EVEN));
    int place = rounded.scale() - rounded.precision() + errorDigits;
    int end = Math.min(MOST_DECIMALS, place);
    return ended(value, end) + plusMinus + ended(error, end);
  }

  /** Formats a difference with its error, always with its sign. */
  public String signed(double difference, double error) {
    return withSign(of(difference, error));
  }

  private static String withSign(String text) {
    return text.startsWith("-") ? text : "+" + text;
  }

  /** Formats a share with its error, both given as fractions, in per cent. */
  public String percent(double fraction, double error) {
    return error == 0
        ? percentage(fraction) + plusMinus + NO_ERROR + " %"
        : of(100 * fraction, 100 * error) + " %";
  }

  /** Formats a share without an error, given as a fraction, in per cent. */
  public static String percent(double fraction) {
    return percentage(fraction) + " %";
  }

  private static String percentage(double fraction) {
    BigDecimal percent = new BigDecimal(100 * fraction);
    BigDecimal rounded = percent.setScale(DECIMALS_OF_PERCENT, RoundingMode.HALF_EVEN);
    return rounded.stripTrailingZeros().toPlainString();
  }

  /** Formats a value without an error. */
  public static String plain(double value) {
    return plain(new BigDecimal(value), DECIMALS_WITHOUT_ERROR);
  }

  /** Formats a value with a given number of decimals. */
  public static String plain(BigDecimal value, int decimals) {
    return isLarge(value) ? scientific(value.round(FEW_DIGITS)) : fixed(value, decimals);
  }

  /**
   * Formats a number that ends at a decimal place: the number of decimals, or, if negative, of
   * final zeros.
   */
  private static String ended(double value, int place) {
    BigDecimal rounded = new BigDecimal(value).setScale(place, RoundingMode.HALF_EVEN);
    return isLarge(rounded) ? scientific(rounded) : fixed(rounded, Math.max(0, place));
  }

  private static boolean isLarge(BigDecimal value) {
    return value.abs().doubleValue() >= SCIENTIFIC;
  }

  private static String fixed(BigDecimal value, int decimals) {
    return value.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String scientific(BigDecimal value) {
    return String.format(Locale.ROOT, "%." + (value.precision() - 1) + "e", value);
  }
}
