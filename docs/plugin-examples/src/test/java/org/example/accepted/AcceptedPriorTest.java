package org.example.accepted;

import org.elbosurgery.api.Prior;
import org.elbosurgery.testkit.PriorContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The accepted prior keeps the contract:")
final class AcceptedPriorTest extends PriorContract {

  @Override
  protected Class<? extends Prior> plugin() {
    return AcceptedPrior.class;
  }

  @Override
  protected String base() {
    return "hidden-units=5,samples=40000";
  }
}
