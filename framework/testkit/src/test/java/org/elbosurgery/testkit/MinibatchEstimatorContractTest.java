package org.elbosurgery.testkit;

import org.elbosurgery.api.Estimator;
import org.elbosurgery.framework.surgery.MinibatchEstimator;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The minibatch monitor keeps the contract:")
final class MinibatchEstimatorContractTest extends EstimatorContract {

  @Override
  protected Class<? extends Estimator> plugin() {
    return MinibatchEstimator.class;
  }
}
