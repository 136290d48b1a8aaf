package org.elbosurgery.testkit;

import org.elbosurgery.api.Estimator;
import org.elbosurgery.framework.surgery.BoundsEstimator;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The bounds keep the contract:")
final class BoundsEstimatorContractTest extends EstimatorContract {

  @Override
  protected Class<? extends Estimator> plugin() {
    return BoundsEstimator.class;
  }
}
