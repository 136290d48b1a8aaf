package org.elbosurgery.framework.contract;

import java.util.List;
import org.elbosurgery.api.Decoder;

/** The contract of decoders. */
final class DecoderRules {

  private DecoderRules() {}

  static List<CheckedRule<Decoder>> all() {
    return PluginRules.<Decoder>begin(plugin -> {}).rules();
  }
}
