package org.elbosurgery.framework.report.runs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.elbosurgery.framework.catalog.PluginSpec;

/**
 * The shortest names that distinguish plugins of a kind, such as priors: the name, and the options
 * in which plugins of that name differ.
 *
 * @param names by plugin
 */
public record PluginNames(Map<PluginSpec, String> names) {

  /** Returns the names of plugins. */
  public static PluginNames of(List<PluginSpec> plugins) {
    Map<PluginSpec, String> names = new LinkedHashMap<>();
    Map<String, List<PluginSpec>> byName =
        plugins.stream().distinct().collect(Collectors.groupingBy(PluginSpec::name));
    byName.forEach(
        (name, specs) -> specs.forEach(spec -> names.put(spec, name + suffix(spec, specs))));
    return new PluginNames(names);
  }

  private static String suffix(PluginSpec spec, List<PluginSpec> sameName) {
    Set<String> differing = new TreeSet<>();
    for (PluginSpec other : sameName) {
      Set<String> options = new TreeSet<>(spec.options().keySet());
      options.addAll(other.options().keySet());
      options.removeIf(
          option -> Objects.equals(spec.options().get(option), other.options().get(option)));
      differing.addAll(options);
    }
    return differing.isEmpty()
        ? ""
        : differing.stream()
            .map(option -> option + "=" + spec.options().get(option))
            .collect(Collectors.joining(",", ":", ""));
  }

  /** Returns the name of a plugin that was among them. */
  public String of(PluginSpec plugin) {
    return names.get(plugin);
  }
}
