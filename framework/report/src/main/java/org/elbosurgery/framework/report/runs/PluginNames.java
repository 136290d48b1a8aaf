package org.elbosurgery.framework.report.runs;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.problem.Problems;

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

  /**
   * Returns what makes of each of the values of an option the shortest text that tells it from the
   * others: the shortest name of a plugin, and any other value as it is.
   */
  public static UnaryOperator<String> shortened(Collection<String> values) {
    Map<String, PluginSpec> plugins = new LinkedHashMap<>();
    for (String value : values) {
      Problems.user()
          .attempt(() -> PluginSpec.parse(value))
          .toOptional()
          .ifPresent(plugin -> plugins.put(value, plugin));
    }
    PluginNames names = of(List.copyOf(plugins.values()));
    return value -> plugins.containsKey(value) ? names.of(plugins.get(value)) : value;
  }

  /** Returns the name of a plugin that was among them. */
  public String of(PluginSpec plugin) {
    return names.get(plugin);
  }
}
