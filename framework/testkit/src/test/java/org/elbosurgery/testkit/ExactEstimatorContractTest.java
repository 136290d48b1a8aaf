package org.elbosurgery.testkit;

import org.elbosurgery.api.Estimator;
import org.elbosurgery.framework.surgery.ExactEstimator;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The exact estimator keeps the contract:")
final class ExactEstimatorContractTest extends EstimatorContract {

  @Override
  protected Class<? extends Estimator> plugin() {
    return ExactEstimator.class;
  }
}
