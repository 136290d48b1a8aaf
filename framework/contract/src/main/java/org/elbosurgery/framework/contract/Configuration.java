package org.elbosurgery.framework.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A plugin with options, and what its checks have computed of it. For one thread.
 *
 * @param <T> the contract
 */
final class Configuration<T> {

  private final Map<String, String> options;
  private final T plugin;
  private final Map<List<Object>, Object> known = new HashMap<>();

  /**
   * Keeps a plugin.
   *
   * @param options the given options, as text
   * @param plugin the plugin
   */
  Configuration(Map<String, String> options, T plugin) {
    this.options = options;
    this.plugin = plugin;
  }

  /** Returns the given options. */
  Map<String, String> options() {
    return options;
  }

  /** Returns the plugin. */
  T plugin() {
    return plugin;
  }

  /** Returns the options as on a command line. */
  String label() {
    return options.isEmpty()
        ? "its defaults"
        : options.entrySet().stream()
            .map(option -> option.getKey() + "=" + option.getValue())
            .collect(Collectors.joining(","));
  }

  /**
   * Returns what several checks need of the plugin and what takes long, computed at the first call.
   *
   * @param type of the value
   * @param key tells it from other values of the type
   * @param value computes it
   */
  <V> V remembered(Class<V> type, Object key, Supplier<V> value) {
    return type.cast(known.computeIfAbsent(List.of(type, key), any -> value.get()));
  }
}
