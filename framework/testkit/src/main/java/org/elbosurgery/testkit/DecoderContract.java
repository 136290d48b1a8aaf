package org.elbosurgery.testkit;

import java.util.List;
import java.util.stream.Stream;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.framework.contract.Contract;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * The contract of a decoder, as tests. A decoder is tested by a class like this:
 *
 * <pre>{@code
 * final class ConvolutionalDecoderContractTest extends DecoderContract {
 *
 *   @Override
 *   protected Class<? extends Decoder> plugin() {
 *     return ConvolutionalDecoder.class;
 *   }
 * }
 * }</pre>
 *
 * <p>Every test is one rule of {@code docs/spi/decoder.md}, named by its number, strength and
 * sentence. The rules are checked for the plugin with its defaults and with each option at other
 * values. A rule that does not apply, or cannot be checked because of another failure, is shown as
 * aborted with the reason; so is an optional rule that is not kept.
 */
public abstract class DecoderContract {

  /** For subclasses. */
  protected DecoderContract() {}

  /** Returns the plugin's class. */
  protected abstract Class<? extends Decoder> plugin();

  /**
   * Returns options for every configuration, as on a command line, which make the plugin small and
   * its tests quick, such as {@code components=3}. None unless overridden.
   */
  protected String base() {
    return "";
  }

  /**
   * Returns configurations to test in addition to those derived from the declaration, as on a
   * command line: {@code init=data,fixed=true}. The values of text options, and values that are
   * allowed only together with two others, cannot be derived. None unless overridden.
   */
  protected List<String> configurations() {
    return List.of();
  }

  @TestFactory
  final Stream<DynamicContainer> contract() {
    return ContractTests.of(Contract.decoder(), plugin(), base(), configurations());
  }
}
