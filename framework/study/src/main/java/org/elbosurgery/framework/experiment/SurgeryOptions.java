package org.elbosurgery.framework.experiment;

import org.elbosurgery.api.Decides;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.framework.catalog.PluginSpec;

/**
 * How the ELBO is decomposed.
 *
 * @param estimator the estimator of mutual information and marginal KL
 * @param samples samples of z per data point; with 1 the standard errors are conservative
 */
public record SurgeryOptions(
    @Option(
            value = "estimator of the terms; see elbo plugins estimator",
            decides = Decides.ESTIMATE)
        PluginSpec estimator,
    @Option(
            value =
                "samples of z per data point; more are taken if there are 2000 data points or"
                    + " fewer",
            decides = Decides.ESTIMATE)
        @Min(1)
        @Max(100000)
        int samples) {

  /** The exact estimator with two samples per data point. */
  public SurgeryOptions() {
    this(PluginSpec.parse("exact"), 2);
  }

  /**
   * Checks that a number of data points is enough for a standard error.
   *
   * @throws ElboException USER if it is not
   */
  public void requireEnough(int size) {
    if ((long) size * samples < 2) {
      throw ElboException.user(
          "one sample of one row has no standard error; take samples 2 or more");
    }
  }
}
