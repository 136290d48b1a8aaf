package org.elbosurgery.framework.gap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.PluginBuilds;

/**
 * What a gap analysis of one run found out, in nats per data point.
 *
 * @param spec what the run was asked for
 * @param dataSha256 of its data
 * @param repeatedTestRows why its test rows are no new data, in one sentence; empty where they are
 * @param plugins which builds of the run's model computed the numbers
 * @param request what was to be found out
 * @param train about all training codes
 * @param test about all test codes; empty where the run has none
 * @param priors the standard Gaussian first, then the run's own prior unless it is that, the fitted
 *     ones, and last the aggregate posterior of the training codes
 * @param fits how the fitted ones were fitted
 * @param failedFits the priors that could not be fitted, and why
 * @param moments the standard Gaussian's marginal KL by moments, of the training codes
 * @param dimensions the same by dimensions, of the training codes
 * @param curve bounds of the population's marginal KL of the standard Gaussian; empty where none
 *     were asked for
 */
public record RunGap(
    ExperimentSpec spec,
    String dataSha256,
    Optional<String> repeatedTestRows,
    PluginBuilds plugins,
    GapRequest request,
    SplitGap train,
    Optional<SplitGap> test,
    List<PriorOnCodes> priors,
    Map<PluginSpec, FittedPrior> fits,
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

  /** Returns how a prior was fitted; empty where it was not. */
  public Optional<FittedPrior> fit(PriorOnCodes prior) {
    return prior.kind() == PriorOnCodes.Kind.FITTED
        ? prior.prior().map(fits::get)
        : Optional.empty();
  }

  /**
   * Returns what its numbers {@linkplain org.elbosurgery.framework.number.Impossible cannot be} and
   * are, and why those of the test rows are not what they are taken for, one sentence each.
   */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(repeatedTestRows.stream().toList());
    priors.forEach(prior -> warnings.addAll(prior.warnings()));
    return warnings;
  }

  /**
   * What no prior changes about the codes of a split.
   *
   * @param size N
   * @param mutualInformation I_q(n; z)
   */
  public record SplitGap(int size, Estimate mutualInformation) {

    /** Returns log N in nats: no index-code mutual information is greater. */
    public double logSize() {
      return Math.log(size);
    }

    /** Returns mutual information / log N, between 0 and 1. */
    public double saturation() {
      return mutualInformation.mean() / logSize();
    }

    /** Returns whether the mutual information is as good as log N. */
    public boolean saturated() {
      return saturation() > PopulationBounds.SATURATED;
    }
  }
}
