package org.elbosurgery.api;

/**
 * What an estimator may spend.
 *
 * @param samplesPerPoint samples of z drawn from each posterior, at least 1; with 1 the standard
 *     errors are conservative
 * @param threads threads to compute on, at least 1; no result depends on their number
 * @param progress receives the progress of the work
 * @since 0.1.0
 */
public record Budget(int samplesPerPoint, int threads, ProgressListener progress) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public Budget {
    if (samplesPerPoint < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "samples per point "
              + samplesPerPoint
              + " and threads "
              + threads
              + " must be at least 1");
    }
  }

  /** Returns a budget without a progress listener. */
  public static Budget of(int samplesPerPoint, int threads) {
    return new Budget(samplesPerPoint, threads, ProgressListener.NONE);
  }
}
