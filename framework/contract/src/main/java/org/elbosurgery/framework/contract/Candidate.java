package org.elbosurgery.framework.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.framework.catalog.PluginSpec;

/**
 * A plugin to be examined, and the configurations to examine.
 *
 * @param type its class
 * @param base options of every configuration, for example to keep the plugin small
 * @param further configurations in addition to those derived from the declaration; each is added to
 *     the base
 * @param <T> the contract it implements
 */
public record Candidate<T>(
    Class<? extends T> type, Map<String, String> base, List<Map<String, String>> further) {

  /** Copies the lists. */
  public Candidate {
    base = Collections.unmodifiableMap(new LinkedHashMap<>(base));
    further = List.copyOf(further);
  }

  /** Returns a plugin with its defaults. */
  public static <T> Candidate<T> of(Class<? extends T> type) {
    return new Candidate<>(type, Map.of(), List.of());
  }

  /**
   * Returns the same plugin with options for every configuration.
   *
   * @param options as on a command line: {@code components=3,init=data}
   * @throws org.elbosurgery.api.ElboException USER if the text is not a list of options
   */
  public Candidate<T> withBase(String options) {
    return withBase(parse(options));
  }

  /** Returns the same plugin with options for every configuration, by name. */
  public Candidate<T> withBase(Map<String, String> options) {
    return new Candidate<>(type, options, further);
  }

  /**
   * Returns the same plugin with one more configuration.
   *
   * @param options as on a command line: {@code init=data,fixed=true}
   * @throws org.elbosurgery.api.ElboException USER if the text is not a list of options
   */
  public Candidate<T> with(String options) {
    List<Map<String, String>> more = new ArrayList<>(further);
    more.add(parse(options));
    return new Candidate<>(type, base, more);
  }

  private static Map<String, String> parse(String options) {
    return options.isEmpty() ? Map.of() : PluginSpec.parse("options:" + options).options();
  }
}
