package org.elbosurgery.framework.surgery;

import java.util.Optional;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.density.DensityCheck;
import org.elbosurgery.framework.machine.NativeSettings;
import org.elbosurgery.framework.option.Share;

/**
 * Decomposes the average KL of posteriors exported from any framework, without a model or training.
 */
public final class PosteriorSurgery {

  /**
   * Estimates the terms, and checks the density of the prior.
   *
   * @param posteriors the posteriors of a data set
   * @param prior the prior
   * @param estimator estimates the terms
   * @param budget samples per data point, threads (also for ND4J, which a prior may use), and the
   *     progress listener
   * @param random the source of randomness
   * @return a surgery without reconstruction
   * @throws ElboException USER if the posteriors and the prior differ in their number of
   *     dimensions, or {@code OMP_NUM_THREADS} is not a number that ND4J can read; PLUGIN if the
   *     prior or the estimator fails or returns values or samples that are not finite
   */
  public Surgery operate(
      Posteriors posteriors,
      Distribution prior,
      Estimator estimator,
      Budget budget,
      RandomStream random) {
    return decompose(posteriors, prior, estimator, budget, random)
        .with(DensityCheck.of(prior, Optional.of(posteriors), random.named("density")));
  }

  /**
   * Estimates the terms, without checking the density of the prior.
   *
   * @return a surgery without reconstruction and without a check
   * @throws ElboException as {@link #operate}
   */
  public Surgery decompose(
      Posteriors posteriors,
      Distribution prior,
      Estimator estimator,
      Budget budget,
      RandomStream random) {
    if (posteriors.dimensions() != prior.dimensions()) {
      throw ElboException.user(
          "the codes have "
              + posteriors.dimensions()
              + " dimensions, the prior has "
              + prior.dimensions()
              + "; give a prior of the codes' own model");
    }
    NativeSettings.useThreads(budget.threads());
    return new Surgery(
        posteriors.size(),
        posteriors.dimensions(),
        Optional.empty(),
        new CheckedEstimator(estimator)
            .estimate(posteriors, prior, budget, random.named("estimator")),
        Optional.empty(),
        new CheckedPrior(prior).logNormalizerError(),
        Optional.empty());
  }

  /**
   * Makes the inner sums over a share of the components, to be merged by {@link
   * SubsampledEstimator#merging} at the same random stream.
   *
   * @param points the number of data points whose samples are summed, rounded up to a multiple of
   *     500
   * @throws ElboException USER if a standard deviation is too small for double precision
   */
  public PartialSums sums(
      Posteriors posteriors, Share share, int points, Budget budget, RandomStream random) {
    NativeSettings.useThreads(budget.threads());
    return PartialSums.of(
        posteriors, share, points, budget.threads(), random.named("estimator"), budget.progress());
  }
}
