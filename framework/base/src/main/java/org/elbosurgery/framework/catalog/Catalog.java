package org.elbosurgery.framework.catalog;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ElboException.Category;
import org.elbosurgery.framework.call.Origin;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.option.NearestName;
import org.elbosurgery.framework.problem.Problems;

/**
 * The plugins of one kind, by name. Immutable; its content is determined once, at start-up.
 *
 * @param <T> the contract: Prior, Encoder, Decoder or Estimator
 */
public final class Catalog<T> {

  private final Class<T> kind;
  private final Map<String, PluginDescriptor<T>> plugins;
  private final List<String> problems;
  private final String elsewhere;

  private Catalog(
      Class<T> kind,
      Map<String, PluginDescriptor<T>> plugins,
      List<String> problems,
      String elsewhere) {
    this.kind = kind;
    this.plugins = plugins;
    this.problems = problems;
    this.elsewhere = elsewhere;
  }

  /**
   * Finds the plugins of one kind. A plugin found by ServiceLoader that does not load or is
   * declared wrongly is left out and reported in {@link #problems}.
   *
   * @param kind the contract they implement
   * @param source where ServiceLoader looks
   * @param extra further implementations, which no service file lists
   * @throws ElboException PLUGIN if two classes have one name, or one of the extra implementations
   *     is declared wrongly
   */
  public static <T> Catalog<T> load(
      Class<T> kind, PluginSource source, Set<Class<? extends T>> extra) {
    Providers<T> providers = Providers.find(kind, source.loader());
    Problems problems = Problems.plugin();
    problems.addAll(source.problems());
    problems.addAll(providers.problems());
    Map<String, PluginDescriptor<T>> plugins = new TreeMap<>();
    for (Class<? extends T> type : extra) {
      add(plugins, PluginDescriptor.<T>of(type));
    }
    Set<Class<? extends T>> discovered = new LinkedHashSet<>(providers.types());
    discovered.removeAll(extra);
    for (Class<? extends T> type : discovered) {
      problems.attempt(() -> Catalog.<T>declaration(type)).stream()
          .forEach(plugin -> add(plugins, plugin));
    }
    return new Catalog<>(kind, plugins, problems.all(), elsewhere(source));
  }

  /** Returns what to do about a name that is not similar to any known one. */
  private static String elsewhere(PluginSource source) {
    return source
        .folder()
        .map(folder -> "; no jar in " + folder + " has it")
        .orElse("; for one in another jar give --plugin-path FOLDER");
  }

  private static <T> PluginDescriptor<T> declaration(Class<? extends T> type) {
    try {
      return PluginDescriptor.of(type);
    } catch (ElboException e) {
      throw e;
    } catch (RuntimeException
        | Error e) { // reading the annotations of a class built against another api
      throw ElboException.plugin(
          type.getName() + " in " + Origin.of(type) + " does not load" + PluginCall.reason(type, e),
          e);
    }
  }

  private static <T> void add(
      Map<String, PluginDescriptor<T>> plugins, PluginDescriptor<T> plugin) {
    PluginDescriptor<T> other = plugins.putIfAbsent(plugin.name(), plugin);
    if (other != null) {
      throw ElboException.plugin(
          "two plugins are called %s: %s in %s and %s in %s; remove one"
              .formatted(
                  plugin.name(),
                  other.type().getName(),
                  other.origin(),
                  plugin.type().getName(),
                  plugin.origin()),
          null);
    }
  }

  /** Returns the kind in a word, such as "prior". */
  public String kind() {
    return kind.getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** Returns the plugins in the order of their names. */
  public List<PluginDescriptor<T>> plugins() {
    return List.copyOf(plugins.values());
  }

  /** Returns a sentence for each plugin that was found but cannot be used. */
  public List<String> problems() {
    return problems;
  }

  /** Returns the plugin with a name. */
  public Optional<PluginDescriptor<T>> find(String name) {
    return Optional.ofNullable(plugins.get(name));
  }

  /**
   * Returns the plugin with a name.
   *
   * @throws ElboException USER if there is none, with the known names and the plugins that did not
   *     load
   */
  public PluginDescriptor<T> require(String name) {
    return find(name).orElseThrow(() -> unknown(name));
  }

  private ElboException unknown(String name) {
    Problems unknown = Problems.user();
    unknown.add(
        "unknown %s %s; %s%s"
            .formatted(
                kind(),
                name,
                NearestName.advice(name, plugins.keySet()),
                NearestName.of(name, plugins.keySet()).isPresent() ? "" : elsewhere));
    unknown.addAll(problems);
    return ElboException.user(unknown.all());
  }

  /**
   * Makes a plugin with its options.
   *
   * @throws ElboException USER if the name or an option is wrong, with one sentence for each
   *     problem; PLUGIN if its constructor fails
   */
  public T create(PluginSpec spec) {
    PluginDescriptor<T> plugin = require(spec.name());
    try {
      return kind.cast(plugin.options().create(spec.options()));
    } catch (ElboException e) {
      throw e.category() == Category.USER
          ? e.in(kind() + " " + spec.name())
          : ElboException.plugin(
              "%s %s in %s: %s"
                  .formatted(kind(), plugin.type().getName(), plugin.origin(), e.getMessage()),
              e);
    }
  }

  /** Returns a plugin's spec without the options that have their defaults. */
  public PluginSpec abbreviated(PluginSpec spec) {
    Map<String, String> options = new LinkedHashMap<>(spec.options());
    find(spec.name())
        .ifPresent(
            plugin ->
                plugin
                    .options()
                    .descriptors()
                    .forEach(option -> options.remove(option.name(), option.defaultValue())));
    return new PluginSpec(spec.name(), options);
  }
}
