package org.example.absolute;

import org.elbosurgery.api.Decoder;
import org.elbosurgery.testkit.DecoderContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The Laplace decoder keeps the contract:")
final class LaplaceDecoderTest extends DecoderContract {

  @Override
  protected Class<? extends Decoder> plugin() {
    return LaplaceDecoder.class;
  }

  @Override
  protected String base() {
    return "hidden-units=5";
  }
}
