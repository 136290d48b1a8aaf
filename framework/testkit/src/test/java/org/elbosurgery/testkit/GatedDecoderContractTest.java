package org.elbosurgery.testkit;

import org.elbosurgery.api.Decoder;
import org.elbosurgery.framework.networks.GatedDecoder;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The gated network keeps the contract of decoders:")
final class GatedDecoderContractTest extends DecoderContract {

  @Override
  protected Class<? extends Decoder> plugin() {
    return GatedDecoder.class;
  }

  @Override
  protected String base() {
    return "hidden-units=8";
  }
}
