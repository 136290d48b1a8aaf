package org.elbosurgery.api;

/**
 * A number with its error bar.
 *
 * @param mean the estimate
 * @param standardError the standard error of {@code mean}, conditional on the data set; 0 where the
 *     value is exact
 * @param samples how many samples the estimate rests on; 0 where the value is exact
 */
public record Estimate(double mean, double standardError, long samples) {

  /**
   * Checks the numbers: a missing estimate is absent, never NaN.
   *
   * @throws IllegalArgumentException if a number is not finite or negative where it cannot be
   */
  public Estimate {
    if (!Double.isFinite(mean) || !Double.isFinite(standardError)) {
      throw new IllegalArgumentException(
          "an estimate is finite, not " + mean + " +- " + standardError);
    }
    if (standardError < 0 || samples < 0) {
      throw new IllegalArgumentException(
          "standard error " + standardError + " and samples " + samples + " cannot be negative");
    }
  }

  /** Returns a value known exactly: no error, no samples. */
  public static Estimate exact(double value) {
    return new Estimate(value, 0, 0);
  }
}
