package org.elbosurgery.api;

/**
 * A number with its standard error. It is exact if it rests on no samples; an estimate whose
 * samples all agree has a standard error of 0 but is still not exact.
 *
 * @param mean the estimate
 * @param standardError the standard error of {@code mean}, conditional on the data set; 0 where the
 *     value is exact
 * @param samples how many samples the estimate rests on; 0 where the value is exact
 * @since 0.1.0
 */
public record Estimate(double mean, double standardError, long samples) {

  /**
   * Checks the numbers. A missing estimate is represented by its absence, never by NaN.
   *
   * @throws IllegalArgumentException if the mean or the standard error is not finite, the standard
   *     error or the number of samples is negative, or there is a standard error without samples
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
    if (samples == 0 && standardError > 0) {
      throw new IllegalArgumentException(
          "what rests on no sample is exact, and has no standard error " + standardError);
    }
  }

  /** Returns whether the value is exact: known without any sample. */
  public boolean isExact() {
    return samples == 0;
  }

  /**
   * Returns the same estimate with one more source of error, which is independent of the others and
   * which no further samples reduce.
   *
   * @param error its standard error, at least 0; 0 changes nothing
   */
  public Estimate widened(double error) {
    return error == 0
        ? this
        : new Estimate(mean, Math.hypot(standardError, error), Math.max(1, samples));
  }

  /** Returns an exact value, with no error and no samples. */
  public static Estimate exact(double value) {
    return new Estimate(value, 0, 0);
  }
}
