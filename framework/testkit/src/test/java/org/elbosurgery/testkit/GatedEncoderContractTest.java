package org.elbosurgery.testkit;

import org.elbosurgery.api.Encoder;
import org.elbosurgery.framework.networks.GatedEncoder;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The gated network keeps the contract of encoders:")
final class GatedEncoderContractTest extends EncoderContract {

  @Override
  protected Class<? extends Encoder> plugin() {
    return GatedEncoder.class;
  }

  @Override
  protected String base() {
    return "hidden-units=8";
  }
}
