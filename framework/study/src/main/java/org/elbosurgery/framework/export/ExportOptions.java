package org.elbosurgery.framework.export;

import org.elbosurgery.api.Decides;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;

/**
 * What is drawn for an export.
 *
 * @param samples codes to draw from the prior, each with the mean of x given it; 0 for none
 * @param seed of these samples
 */
public record ExportOptions(
    @Option(
            value = "codes to draw from the prior, each with the mean of x given it; 0 for none",
            decides = Decides.ESTIMATE)
        @Min(0)
        @Max(10_000_000)
        int samples,
    @Option(value = "seed of these samples", decides = Decides.CHANCE) long seed) {

  /** The name of the option for the number of samples. */
  public static final String SAMPLES = "samples";

  /**
   * Checks the number of samples.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public ExportOptions {
    if (samples < 0) {
      throw new IllegalArgumentException("samples is %d; give 0 or more".formatted(samples));
    }
  }

  /** A thousand samples. */
  public ExportOptions() {
    this(1000, 1);
  }
}
