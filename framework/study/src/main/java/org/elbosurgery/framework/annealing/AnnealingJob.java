package org.elbosurgery.framework.annealing;

import java.util.Optional;
import org.elbosurgery.framework.likelihood.BoundsOrigin;
import org.elbosurgery.framework.likelihood.LikelihoodResult;
import org.elbosurgery.framework.likelihood.RunModel;

/**
 * A run whose likelihood is to be estimated by annealing, with everything needed for it.
 *
 * @param model the model of the run, with the prior of the options
 * @param data the data
 * @param rowsSha256 the digest of their rows
 * @param origin what determines the estimates of these rows, besides the settings
 * @param importance the importance-weighted bound of these rows with the most samples that the
 *     run's folder has; empty if it has none
 * @param options how to estimate the likelihood
 */
public record AnnealingJob(
    RunModel model,
    AnnealedData data,
    String rowsSha256,
    BoundsOrigin origin,
    Optional<LikelihoodResult> importance,
    AnnealingOptions options) {

  /** Returns a sampler of chains, for one thread. */
  ChainSampler sampler() {
    return new ChainSampler(model.graph(), model.gradients(), options.settings());
  }
}
