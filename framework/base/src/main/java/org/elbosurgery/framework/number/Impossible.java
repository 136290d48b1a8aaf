package org.elbosurgery.framework.number;

import java.util.Optional;
import org.elbosurgery.api.Estimate;

/**
 * Detects estimates that are impossible for any data. One rule applies to all: a number is reported
 * if it lies beyond its bound by more than five standard errors and by more than rounding can
 * explain, which is 1e-4 plus a millionth of its scale. A correct estimate whose error is normally
 * distributed is reported with probability 3e-7 for a bound on one side, 6e-7 for two sides.
 */
public final class Impossible {

  /** The number of standard errors beyond its bound from which a number is impossible. */
  public static final double ERRORS = 5;

  private static final double ROUNDING = 1e-4;
  private static final double RELATIVE_ROUNDING = 1e-6;

  private Impossible() {}

  /**
   * Returns a sentence if an estimate is below the smallest possible value.
   *
   * @param name of the number, such as "marginal KL"
   * @param reason what it means, to be appended after a colon
   */
  public static Optional<String> below(String name, Estimate estimate, double min, String reason) {
    double excess = min - estimate.mean();
    return sentence(
        written(name, estimate), estimate, excess, Math.abs(min), "below " + shown(min), reason);
  }

  /**
   * Returns a sentence if an estimate is above the largest possible value.
   *
   * @param name of the number, such as "gap closed"
   * @param reason what it means, to be appended after a colon
   */
  public static Optional<String> above(String name, Estimate estimate, double max, String reason) {
    double excess = estimate.mean() - max;
    return sentence(
        written(name, estimate), estimate, excess, Math.abs(max), "above " + shown(max), reason);
  }

  /**
   * Returns a sentence if a share is more than the whole.
   *
   * @param name of the number, such as "gap closed"
   * @param share a fraction, written in per cent
   * @param reason what it means, to be appended after a colon
   */
  public static Optional<String> aboveAll(String name, Estimate share, String reason) {
    String written = NumberText.ASCII.percent(share);
    return sentence(name + " " + written, share, share.mean() - 1, 1, "above 100 %", reason);
  }

  /**
   * Returns a sentence if an estimate of zero is not zero.
   *
   * @param name of the number, such as "residual"
   * @param scale the size of the numbers whose rounding affects it
   * @param reason what it means, to be appended after a colon
   */
  public static Optional<String> other(
      String name, Estimate estimate, double scale, String reason) {
    return sentence(
        written(name, estimate), estimate, Math.abs(estimate.mean()), scale, "from 0", reason);
  }

  /**
   * Returns a sentence if an estimate of zero is farther from it than is tolerated.
   *
   * @param name of the number, such as "log normaliser"
   * @param tolerance the greatest deviation that does not matter
   * @param reason what it means, to be appended after a colon
   */
  public static Optional<String> beyond(
      String name, Estimate estimate, double tolerance, String reason) {
    return Math.abs(estimate.mean()) <= tolerance
        ? Optional.empty()
        : other(name, estimate, 0, reason);
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
