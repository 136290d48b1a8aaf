package org.elbosurgery.framework.contract;

import java.util.List;
import org.elbosurgery.api.Encoder;

/** The contract of encoders. */
final class EncoderRules {

  private EncoderRules() {}

  static List<CheckedRule<Encoder>> all() {
    return PluginRules.<Encoder>begin(plugin -> {}).rules();
  }
}
