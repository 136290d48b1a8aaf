package org.elbosurgery.framework.gap;

import java.util.List;
import org.elbosurgery.framework.catalog.PluginSpec;

/**
 * What a gap analysis of a run is to compute.
 *
 * @param priors to fit to its codes; may be none
 * @param fit how they are fitted
 * @param options what may be spent
 * @param curve whether to compute the bounds of the population's marginal KL, which takes the most
 *     time
 */
public record GapRequest(
    List<PluginSpec> priors, FitOptions fit, GapOptions options, boolean curve) {

  /** Copies the priors. */
  public GapRequest {
    priors = List.copyOf(priors);
  }

  /** Returns a request for some priors with the default options, without the bounds. */
  public static GapRequest of(List<PluginSpec> priors) {
    return new GapRequest(priors, new FitOptions(), new GapOptions(), false);
  }
}
