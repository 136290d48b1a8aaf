package org.elbosurgery.testkit;

import org.elbosurgery.api.Estimator;
import org.elbosurgery.framework.surgery.SubsampledEstimator;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The subsampled estimator keeps the contract:")
final class SubsampledEstimatorContractTest extends EstimatorContract {

  @Override
  protected Class<? extends Estimator> plugin() {
    return SubsampledEstimator.class;
  }
}
