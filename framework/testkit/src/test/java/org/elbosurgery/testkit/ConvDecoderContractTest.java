package org.elbosurgery.testkit;

import org.elbosurgery.api.Decoder;
import org.elbosurgery.framework.networks.ConvDecoder;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The convolutional network keeps the contract of decoders:")
final class ConvDecoderContractTest extends DecoderContract {

  @Override
  protected Class<? extends Decoder> plugin() {
    return ConvDecoder.class;
  }

  @Override
  protected String base() {
    return "channels=2";
  }
}
