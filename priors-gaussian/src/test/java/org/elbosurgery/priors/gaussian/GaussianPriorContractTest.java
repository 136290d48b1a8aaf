package org.elbosurgery.priors.gaussian;

import org.elbosurgery.api.Prior;
import org.elbosurgery.testkit.PriorContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The Gaussian prior keeps the contract:")
final class GaussianPriorContractTest extends PriorContract {

  @Override
  protected Class<? extends Prior> plugin() {
    return GaussianPrior.class;
  }
}
