package org.elbosurgery.framework.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.call.Origin;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.option.NearestName;

/**
 * The plugins of one kind, by name. Immutable: what is in it is decided once, at start-up.
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
   * declared wrongly is left out and told of in {@link #problems}.
   *
   * @param kind the contract they implement
   * @param source where ServiceLoader looks
   * @param extra implementations to add that no service file lists
   * @throws ElboException PLUGIN if two classes have one name, or one of the extra implementations
   *     is declared wrongly
   */
  public static <T> Catalog<T> load(
      Class<T> kind, PluginSource source, Set<Class<? extends T>> extra) {
    Providers<T> providers = Providers.find(kind, source.loader());
    List<String> problems = new ArrayList<>(source.problems());
    problems.addAll(providers.problems());
    Map<String, PluginDescriptor<T>> plugins = new TreeMap<>();
    for (Class<? extends T> type : extra) {
      add(plugins, PluginDescriptor.<T>of(type));
    }
    Set<Class<? extends T>> discovered = new LinkedHashSet<>(providers.types());
    discovered.removeAll(extra);
    for (Class<? extends T> type : discovered) {
      Catalog.<T>declaration(type, problems).ifPresent(plugin -> add(plugins, plugin));
    }
    return new Catalog<>(kind, plugins, List.copyOf(problems), elsewhere(source));
  }

  /** Returns what to do about a name that is not even nearly known. */
  private static String elsewhere(PluginSource source) {
    return source
        .folder()
        .map(folder -> "; no jar in " + folder + " has it")
        .orElse("; for one in another jar give --plugin-path FOLDER");
  }

  private static <T> Optional<PluginDescriptor<T>> declaration(
      Class<? extends T> type, List<String> problems) {
    try {
      return Optional.of(PluginDescriptor.of(type));
    } catch (ElboException e) {
      problems.addAll(e.problems());
    } catch (RuntimeException | Error e) { // reading a class of another api's annotations
      problems.add(
          type.getName()
              + " in "
              + Origin.of(type)
              + " does not load"
              + PluginCall.reason(type, e));
    }
    return Optional.empty();
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

  /** Returns what was found but cannot be used, one sentence each. */
  public List<String> problems() {
    return problems;
  }

  /** Returns the plugin of a name. */
  public Optional<PluginDescriptor<T>> find(String name) {
    return Optional.ofNullable(plugins.get(name));
  }

  /**
   * Returns the plugin of a name.
   *
   * @param problems receives a sentence with the known names, and what did not load, if there is
   *     none of this name
   */
  public Optional<PluginDescriptor<T>> find(String name, List<String> problems) {
    if (!plugins.containsKey(name)) {
      problems.add(
          "unknown %s %s; %s%s"
              .formatted(
                  kind(),
                  name,
                  NearestName.advice(name, plugins.keySet()),
                  NearestName.of(name, plugins.keySet()).isPresent() ? "" : elsewhere));
      problems.addAll(this.problems);
    }
    return find(name);
  }

  /**
   * Makes a plugin with its options.
   *
   * @param problems receives one sentence for each thing wrong with the name or an option
   * @return the plugin; empty if there was a problem
   * @throws ElboException PLUGIN if its constructor fails
   */
  public Optional<T> create(PluginSpec spec, List<String> problems) {
    List<String> found = new ArrayList<>();
    Optional<T> plugin =
        find(spec.name(), problems)
            .flatMap(descriptor -> create(descriptor, spec.options(), found));
    for (String problem : found) {
      problems.add(kind() + " " + spec.name() + ": " + problem);
    }
    return plugin;
  }

  private Optional<T> create(
      PluginDescriptor<T> descriptor, Map<String, String> options, List<String> problems) {
    try {
      return descriptor.options().create(options, problems).map(kind::cast);
    } catch (ElboException e) {
      throw ElboException.plugin(
          "%s %s in %s: %s"
              .formatted(kind(), descriptor.type().getName(), descriptor.origin(), e.getMessage()),
          e);
    }
  }

  /**
   * Makes a plugin with its options.
   *
   * @throws ElboException USER with everything wrong with the name and the options
   */
  public T create(PluginSpec spec) {
    List<String> found = new ArrayList<>();
    return create(spec, found).orElseThrow(() -> ElboException.user(found));
  }

  /** Returns a plugin's spec without those of its options that have their default. */
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
