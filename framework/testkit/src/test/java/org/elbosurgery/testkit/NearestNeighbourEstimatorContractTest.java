package org.elbosurgery.testkit;

import org.elbosurgery.api.Estimator;
import org.elbosurgery.framework.surgery.NearestNeighbourEstimator;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The nearest-neighbour monitor keeps the contract:")
final class NearestNeighbourEstimatorContractTest extends EstimatorContract {

  @Override
  protected Class<? extends Estimator> plugin() {
    return NearestNeighbourEstimator.class;
  }
}
