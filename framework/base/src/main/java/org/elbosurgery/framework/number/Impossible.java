package org.elbosurgery.framework.number;

import java.util.Optional;
import org.elbosurgery.api.Estimate;

/**
 * What an estimate cannot be for any data, and is. One rule for all: a number is told of where it
 * lies beyond its bound by more than five of its standard errors and by more than rounding can
 * explain, 1e-4 and a millionth of its scale. A right number whose error is normally distributed is
 * told of with the probability 3e-7 on one side, 6e-7 on both.
 */
public final class Impossible {

  /** How many standard errors beyond its bound a number is impossible. */
  public static final double ERRORS = 5;

  private static final double ROUNDING = 1e-4;
  private static final double RELATIVE_ROUNDING = 1e-6;

  private Impossible() {}

  /**
   * Returns a sentence where an estimate is below the least value there is.
   *
   * @param name of the number, such as "marginal KL"
   * @param reason what follows after a colon: what it means
   */
  public static Optional<String> below(String name, Estimate estimate, double min, String reason) {
    double excess = min - estimate.mean();
    return sentence(
        written(name, estimate), estimate, excess, Math.abs(min), "below " + shown(min), reason);
  }

  /**
   * Returns a sentence where an estimate is above the largest value there is.
   *
   * @param name of the number, such as "gap closed"
   * @param reason what follows after a colon: what it means
   */
  public static Optional<String> above(String name, Estimate estimate, double max, String reason) {
    double excess = estimate.mean() - max;
    return sentence(
        written(name, estimate), estimate, excess, Math.abs(max), "above " + shown(max), reason);
  }

  /**
   * Returns a sentence where a share is more than the whole.
   *
   * @param name of the number, such as "gap closed"
   * @param share a fraction, written in per cent
   * @param reason what follows after a colon: what it means
   */
  public static Optional<String> aboveAll(String name, Estimate share, String reason) {
    String written = NumberText.ASCII.percent(share);
    return sentence(name + " " + written, share, share.mean() - 1, 1, "above 100 %", reason);
  }

  /**
   * Returns a sentence where an estimate of zero is not zero.
   *
   * @param name of the number, such as "residual"
   * @param scale of the numbers whose rounding is in it
   * @param reason what follows after a colon: what it means
   */
  public static Optional<String> other(
      String name, Estimate estimate, double scale, String reason) {
    return sentence(
        written(name, estimate), estimate, Math.abs(estimate.mean()), scale, "from 0", reason);
  }

  private static String written(String name, Estimate estimate) {
    return name + " " + NumberText.ASCII.of(estimate);
  }

  private static Optional<String> sentence(
      String number, Estimate estimate, double excess, double scale, String where, String reason) {
    double errors = ERRORS * estimate.standardError();
    if (excess <= errors || excess <= ROUNDING + RELATIVE_ROUNDING * scale) {
      return Optional.empty();
    }
    String distance =
        errors == 0
            ? NumberText.plain(excess)
            : Math.round(excess / estimate.standardError()) + " standard errors";
    return Optional.of("%s is %s %s: %s".formatted(number, distance, where, reason));
  }

  private static String shown(double bound) {
    return bound == Math.rint(bound) ? String.valueOf((long) bound) : NumberText.plain(bound);
  }
}
