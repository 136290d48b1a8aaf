package org.elbosurgery.framework.gap;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.framework.experiment.PluginBuilds;

/**
 * What a gap analysis has left in the folder of its run, in nats per data point: of {@link RunGap}
 * what is true of the run, less the fitted densities.
 *
 * @param priors in their order
 * @param moments the standard Gaussian's marginal KL by moments, of the training codes
 * @param dimensions the same by dimensions
 * @param fit the options of the fits, by name; none where they were not kept
 * @param plugins which builds of the run's model computed the numbers
 */
public record KeptGap(
    List<PriorOnCodes> priors,
    MomentSplit moments,
    DimensionSplit dimensions,
    Map<String, String> fit,
    PluginBuilds plugins) {

  /** Copies the priors and the options. */
  public KeptGap {
    priors = List.copyOf(priors);
    fit = Collections.unmodifiableMap(new LinkedHashMap<>(fit));
  }

  /**
   * Returns what its numbers {@linkplain org.elbosurgery.framework.number.Impossible cannot be} and
   * are, one sentence each.
   */
  public List<String> warnings() {
    return priors.stream().flatMap(prior -> prior.warnings().stream()).toList();
  }
}
