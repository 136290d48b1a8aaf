package org.elbosurgery.framework.experiment;

import java.util.Optional;
import org.elbosurgery.api.Decides;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.framework.catalog.PluginSpec;

/**
 * How the ELBO is taken apart.
 *
 * @param estimator what estimates mutual information and marginal KL
 * @param samples samples of z per data point; from 2 on the standard errors are not conservative
 */
public record SurgeryOptions(
    @Option(
            value = "estimator of the terms; see elbo plugins estimator",
            decides = Decides.ESTIMATE)
        PluginSpec estimator,
    @Option(
            value = "samples of z per data point; 2000 data points or fewer get more",
            decides = Decides.ESTIMATE)
        @Min(1)
        @Max(100000)
        int samples) {

  /** The exact estimator with two samples per data point. */
  public SurgeryOptions() {
    this(PluginSpec.parse("exact"), 2);
  }

  /**
   * Returns why so many data points are too few for a standard error; empty where they are enough.
   */
  public Optional<String> problem(int size) {
    return (long) size * samples > 1
        ? Optional.empty()
        : Optional.of("one sample of one row has no standard error; take samples 2 or more");
  }
}
