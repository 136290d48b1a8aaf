package org.elbosurgery.testkit;

import org.elbosurgery.api.Encoder;
import org.elbosurgery.framework.networks.MlpEncoder;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The multilayer perceptron keeps the contract of encoders:")
final class MlpEncoderContractTest extends EncoderContract {

  @Override
  protected Class<? extends Encoder> plugin() {
    return MlpEncoder.class;
  }

  @Override
  protected String base() {
    return "hidden-units=8";
  }
}
