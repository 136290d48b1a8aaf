package org.elbosurgery.framework.contract;

import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.LogProbability;
import org.nd4j.autodiff.samediff.SDVariable;

/** N(0, I), the prior of a small model in which another plugin is examined. */
record StandardNormal() implements Prior {

  @Override
  public BoundPrior bind(GraphScope scope) {
    return new BoundPrior() {
      @Override
      public SDVariable logProb(SDVariable z) {
        return LogProbability.standardGaussian(z);
      }

      @Override
      public Distribution freeze(GraphValues values, RandomStream random) {
        return DiagonalGaussianMixture.standard(scope.latentSize());
      }
    };
  }
}
