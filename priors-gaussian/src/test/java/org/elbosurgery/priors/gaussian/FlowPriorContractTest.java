package org.elbosurgery.priors.gaussian;

import org.elbosurgery.api.Prior;
import org.elbosurgery.testkit.PriorContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The flow keeps the contract:")
final class FlowPriorContractTest extends PriorContract {

  @Override
  protected Class<? extends Prior> plugin() {
    return FlowPrior.class;
  }

  @Override
  protected String base() {
    return "couplings=2,hidden-units=3";
  }
}
