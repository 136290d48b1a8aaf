package org.elbosurgery.priors.mixture;

import java.util.List;
import org.elbosurgery.api.Prior;
import org.elbosurgery.testkit.PriorContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The mixture prior keeps the contract:")
final class MixturePriorContractTest extends PriorContract {

  @Override
  protected Class<? extends Prior> plugin() {
    return MixturePrior.class;
  }

  @Override
  protected String base() {
    return "components=3";
  }

  @Override
  protected List<String> configurations() {
    return List.of("components=1", "init=data,weights=uniform", "components=1,covariance=full");
  }
}
