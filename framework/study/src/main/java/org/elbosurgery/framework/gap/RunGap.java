package org.elbosurgery.framework.gap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.catalog.PluginSpec;

/**
 * The gap analysis of one encoder, of a run or of a model that was trained anywhere, in nats per
 * data point.
 *
 * @param origin where the codes come from
 * @param request what was to be computed
 * @param train the values of the training codes that do not depend on a prior
 * @param test the same for the test codes; empty if there are none
 * @param priors the standard Gaussian first, then the model's own prior unless it is that, the
 *     fitted ones, and last the aggregate posterior of the training codes
 * @param fits the fits of the fitted priors
 * @param failedFits the priors that could not be fitted, and why
 * @param moments the standard Gaussian's marginal KL by moments, of the training codes
 * @param dimensions the same by dimensions, of the training codes
 * @param curve bounds on the population's marginal KL of the standard Gaussian; empty unless
 *     requested
 */
public record RunGap(
    GapOrigin origin,
    GapRequest request,
    SplitGap train,
    Optional<SplitGap> test,
    List<PriorOnCodes> priors,
    Map<PluginSpec, BestFit> fits,
    List<FailedFit> failedFits,
    MomentSplit moments,
    DimensionSplit dimensions,
    List<PopulationBounds> curve) {

  /** Copies the lists and the fits. */
  public RunGap {
    priors = List.copyOf(priors);
    fits = Map.copyOf(fits);
    failedFits = List.copyOf(failedFits);
    curve = List.copyOf(curve);
  }

  /** Returns the fit of a prior; empty if it was not fitted. */
  public Optional<BestFit> fit(PriorOnCodes prior) {
    return prior.kind() == PriorOnCodes.Kind.FITTED
        ? prior.prior().map(fits::get)
        : Optional.empty();
  }

  /**
   * Returns a sentence for each {@linkplain org.elbosurgery.framework.number.Impossible impossible}
   * number, and one if the test rows repeat training rows.
   */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(origin.warnings());
    priors.forEach(prior -> warnings.addAll(prior.warnings()));
    return warnings;
  }

  /**
   * The values of a split's codes that do not depend on a prior.
   *
   * @param size N
   * @param mutualInformation I_q(n; z)
   */
  public record SplitGap(int size, Estimate mutualInformation) implements CodeInformation {}
}
