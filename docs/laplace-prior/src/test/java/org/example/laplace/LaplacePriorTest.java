package org.example.laplace;

import org.elbosurgery.api.Prior;
import org.elbosurgery.testkit.PriorContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The Laplace prior keeps the contract:")
final class LaplacePriorTest extends PriorContract {

  @Override
  protected Class<? extends Prior> plugin() {
    return LaplacePrior.class;
  }
}
