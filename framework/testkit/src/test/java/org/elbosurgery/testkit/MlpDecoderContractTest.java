package org.elbosurgery.testkit;

import java.util.List;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.framework.networks.MlpDecoder;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The multilayer perceptron keeps the contract of decoders:")
final class MlpDecoderContractTest extends DecoderContract {

  @Override
  protected Class<? extends Decoder> plugin() {
    return MlpDecoder.class;
  }

  @Override
  protected String base() {
    return "hidden-units=8";
  }

  @Override
  protected List<String> configurations() {
    return List.of(
        "likelihood=logistic,scale=dimension",
        "likelihood=negative-binomial,scale=dimension,initial-scale=3");
  }
}
