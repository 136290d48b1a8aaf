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
 * <p>Every test is one rule of {@code docs/spi/decoder.md}, called by its number, strength and
 * sentence. The rules are checked for the plugin with its defaults and with each option at other
 * values. A rule that does not apply, or that another failure keeps from being checked, is shown as
 * aborted with the reason; so is one that is merely optional and not kept.
 */
public abstract class DecoderContract {

  /** For subclasses. */
  protected DecoderContract() {}

  /** Returns the plugin's class. */
  protected abstract Class<? extends Decoder> plugin();

  /**
   * Returns options that every configuration has, as on a command line: those that make the plugin
   * small and its tests quick, such as {@code components=3}. None unless overridden.
   */
  protected String base() {
    return "";
  }

  /**
   * Returns configurations to test beside those that are derived from the declaration, as on a
   * command line: {@code init=data,fixed=true}. A value of a text option, and one that is allowed
   * together with two others only, cannot be derived. None unless overridden.
   */
  protected List<String> configurations() {
    return List.of();
  }

  @TestFactory
  final Stream<DynamicContainer> contract() {
    return ContractTests.of(Contract.decoder(), plugin(), base(), configurations());
  }
}
