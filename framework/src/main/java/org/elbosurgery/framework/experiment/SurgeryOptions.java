package org.elbosurgery.framework.experiment;

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
    @Option("estimator of the terms; see elbo plugins estimator") PluginSpec estimator,
    @Option("samples of z per data point") @Min(1) @Max(100000) int samples) {

  /** The exact estimator with two samples per data point. */
  public SurgeryOptions() {
    this(PluginSpec.parse("exact"), 2);
  }
}
