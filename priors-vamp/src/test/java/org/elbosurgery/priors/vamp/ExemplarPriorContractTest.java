package org.elbosurgery.priors.vamp;

import org.elbosurgery.api.Prior;
import org.elbosurgery.testkit.PriorContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The exemplar prior keeps the contract:")
final class ExemplarPriorContractTest extends PriorContract {

  @Override
  protected Class<? extends Prior> plugin() {
    return ExemplarPrior.class;
  }

  @Override
  protected String base() {
    return "exemplars=4";
  }
}
