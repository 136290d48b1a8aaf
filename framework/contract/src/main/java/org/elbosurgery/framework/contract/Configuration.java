package org.elbosurgery.framework.contract;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * A plugin with options.
 *
 * @param options the given options, as text
 * @param plugin the plugin
 */
record Configuration<T>(Map<String, String> options, T plugin) {

  /** Returns the options as on a command line. */
  String label() {
    return options.isEmpty()
        ? "its defaults"
        : options.entrySet().stream()
            .map(option -> option.getKey() + "=" + option.getValue())
            .collect(Collectors.joining(","));
  }
}
