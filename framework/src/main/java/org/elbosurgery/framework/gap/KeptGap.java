package org.elbosurgery.framework.gap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.experiment.Split;

/**
 * What a gap analysis has left in the folder of its run, in nats per data point: of {@link RunGap}
 * what is true of the run, less the fitted densities.
 *
 * @param priors in their order
 * @param moments the standard Gaussian's marginal KL by moments, of the training codes
 * @param totalCorrelation of the training codes
 * @param activeUnits how many latent dimensions the encoder uses
 * @param fit the options of the fits, by name; none where they were not kept
 * @param plugins which builds of the run's model computed the numbers
 */
public record KeptGap(
    List<KeptPrior> priors,
    MomentSplit moments,
    Estimate totalCorrelation,
    int activeUnits,
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
    List<String> warnings = new ArrayList<>();
    for (KeptPrior prior : priors) {
      warnings.addAll(prior.train().warnings(prior.kind(), prior.prior(), Split.TRAIN));
      prior
          .test()
          .map(test -> test.warnings(prior.kind(), prior.prior(), Split.TEST))
          .ifPresent(warnings::addAll);
    }
    return warnings;
  }

  /**
   * A prior that was held against the run's codes.
   *
   * @param kind where it is from
   * @param prior its name and options; empty where it is no plugin
   * @param build the SHA-256 of the plugin's build; empty where that was not kept
   * @param train beside the training codes
   * @param test beside the test codes; empty where the run has none
   */
  public record KeptPrior(
      GapPrior.Kind kind,
      Optional<PluginSpec> prior,
      Optional<String> build,
      PriorGap train,
      Optional<PriorGap> test) {

    /** Returns how it is beside the codes of a split; empty where the run has none. */
    public Optional<PriorGap> gap(Split split) {
      return split == Split.TRAIN ? Optional.of(train) : test;
    }

    /** Returns the same without shares of what is no gap by the marginal KL of p_0 given. */
    KeptPrior besides(KeptPrior standard) {
      return new KeptPrior(
          kind,
          prior,
          build,
          train.besides(standard.train),
          test.flatMap(own -> standard.test.map(own::besides)));
    }
  }
}
