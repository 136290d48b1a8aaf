package org.example.residual;

import org.elbosurgery.api.Encoder;
import org.elbosurgery.testkit.EncoderContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The residual encoder keeps the contract:")
final class ResidualEncoderTest extends EncoderContract {

  @Override
  protected Class<? extends Encoder> plugin() {
    return ResidualEncoder.class;
  }

  @Override
  protected String base() {
    return "units=5";
  }
}
