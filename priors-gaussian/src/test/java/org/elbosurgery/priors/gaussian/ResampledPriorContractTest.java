package org.elbosurgery.priors.gaussian;

import org.elbosurgery.api.Prior;
import org.elbosurgery.testkit.PriorContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The resampled prior keeps the contract:")
final class ResampledPriorContractTest extends PriorContract {

  @Override
  protected Class<? extends Prior> plugin() {
    return ResampledPrior.class;
  }

  @Override
  protected String base() {
    return "hidden-units=4,proposals=64,samples=5000";
  }
}
