package org.elbosurgery.cli;

import org.elbosurgery.api.Decides;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;

/**
 * What is summed over a share of codes.
 *
 * @param points the number of data points whose samples are summed, rounded up to a multiple of 500
 */
record PartOptions(
    @Option(
            value =
                "with --part or --spark: data points whose samples are summed, the same for every"
                    + " share; of them as many are used as the tolerance needs",
            decides = Decides.ESTIMATE)
        @Min(1_000)
        @Max(1_000_000)
        int points) {

  /** Ten thousand points, enough for 0.01 nats of most models whose average KL is exact. */
  PartOptions() {
    this(10_000);
  }
}
