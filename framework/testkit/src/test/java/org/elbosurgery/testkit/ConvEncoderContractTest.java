package org.elbosurgery.testkit;

import org.elbosurgery.api.Encoder;
import org.elbosurgery.framework.networks.ConvEncoder;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The convolutional network keeps the contract of encoders:")
final class ConvEncoderContractTest extends EncoderContract {

  @Override
  protected Class<? extends Encoder> plugin() {
    return ConvEncoder.class;
  }

  @Override
  protected String base() {
    return "channels=2";
  }
}
