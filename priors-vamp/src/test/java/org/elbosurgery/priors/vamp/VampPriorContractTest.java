package org.elbosurgery.priors.vamp;

import java.util.List;
import org.elbosurgery.api.Prior;
import org.elbosurgery.testkit.PriorContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The VampPrior keeps the contract:")
final class VampPriorContractTest extends PriorContract {

  @Override
  protected Class<? extends Prior> plugin() {
    return VampPrior.class;
  }

  @Override
  protected String base() {
    return "pseudo-inputs=3";
  }

  @Override
  protected List<String> configurations() {
    return List.of("pseudo-inputs=1", "init=data,fixed=true");
  }
}
