package org.elbosurgery.testkit;

import org.elbosurgery.api.Estimator;
import org.elbosurgery.framework.surgery.GridEstimator;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The grid keeps the contract:")
final class GridEstimatorContractTest extends EstimatorContract {

  @Override
  protected Class<? extends Estimator> plugin() {
    return GridEstimator.class;
  }
}
