package org.elbosurgery.framework.surgery;

import java.util.Optional;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.machine.NativeSettings;

/** Takes the average KL of codes apart that any framework has exported: no model, no training. */
public final class PosteriorSurgery {

  /**
   * Estimates the terms.
   *
   * @param posteriors the posteriors of a data set
   * @param prior the prior
   * @param estimator takes the average KL apart
   * @param budget samples per data point, threads (of ND4J too, which a prior may use), and who
   *     hears of progress
   * @param random where the randomness comes from
   * @return a surgery without reconstruction
   * @throws ElboException USER if codes and prior differ in dimensions, or {@code OMP_NUM_THREADS}
   *     is no number that ND4J can read; PLUGIN if the prior or the estimator fails or returns what
   *     is not finite
   */
  public Surgery operate(
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
        Optional.empty());
  }
}
