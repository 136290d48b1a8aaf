package org.elbosurgery.testkit;

import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;

/** Estimators that are right and not exact. */
public final class RightEstimators {

  private RightEstimators() {}

  @Plugin(name = "right-minibatch", summary = "a lower bound from 128 posteriors at a time")
  public record MinibatchBound() implements Estimator {
    @Override
    public Decomposition estimate(
        Posteriors posteriors, Distribution prior, Budget budget, RandomStream random) {
      return MinibatchTerms.of(posteriors, prior, budget, random);
    }

    @Override
    public InformationBound informationBound() {
      return InformationBound.LOWER;
    }
  }
}
