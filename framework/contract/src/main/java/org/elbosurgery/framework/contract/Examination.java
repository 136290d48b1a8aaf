package org.elbosurgery.framework.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.problem.Problems;

/**
 * A plugin under examination, with the configurations that are tried: the base; the base with each
 * option at values other than its default (together with a value of another option if the
 * constructor refuses it alone); and those that the author gives.
 */
final class Examination<T> {

  private final Class<T> kind;
  private final Candidate<T> candidate;
  private Optional<List<Configuration<T>>> configurations = Optional.empty();

  Examination(Class<T> kind, Candidate<T> candidate) {
    this.kind = kind;
    this.candidate = candidate;
  }

  /** Returns the contract. */
  Class<T> kind() {
    return kind;
  }

  /** Returns the plugin's class. */
  Class<? extends T> type() {
    return candidate.type();
  }

  /**
   * Returns the options that the plugin declares.
   *
   * @throws ElboException PLUGIN if they are declared wrongly
   */
  OptionSet<?> options() {
    return OptionSet.of(type().asSubclass(Record.class));
  }

  /**
   * Returns the plugin with the base options.
   *
   * @throws ElboException USER if the plugin refuses them
   */
  T plugin() {
    return configurations().get(0).plugin();
  }

  /**
   * Makes the plugin with further options, which may replace base options.
   *
   * @throws ElboException USER if it refuses them
   */
  T create(Map<String, String> more) {
    return make(joined(candidate.base(), more));
  }

  private T make(Map<String, String> options) {
    return kind.cast(options().create(options));
  }

  private Optional<T> unlessRefused(Map<String, String> options) {
    return Problems.user().attempt(() -> make(options)).toOptional();
  }

  /**
   * Returns the configurations, the base first.
   *
   * @throws ElboException USER if the base or a configuration that the author gives is refused
   */
  List<Configuration<T>> configurations() {
    if (configurations.isEmpty()) {
      configurations = Optional.of(derive());
    }
    return configurations.get();
  }

  private List<Configuration<T>> derive() {
    Set<Map<String, String>> tried = new LinkedHashSet<>();
    List<Configuration<T>> result = new ArrayList<>();
    result.add(required(candidate.base()));
    tried.add(candidate.base());
    for (Map<String, String> more : alternatives()) {
      Map<String, String> options = joined(candidate.base(), more);
      if (tried.add(options)) {
        unlessRefused(options)
            .ifPresent(plugin -> result.add(new Configuration<>(options, plugin)));
      }
    }
    for (Map<String, String> more : candidate.further()) {
      Map<String, String> options = joined(candidate.base(), more);
      if (tried.add(options)) {
        result.add(required(options));
      }
    }
    return List.copyOf(result);
  }

  private Configuration<T> required(Map<String, String> options) {
    return new Configuration<>(options, make(options));
  }

  /**
   * Returns the values to try, alone or, if refused alone, together with a value of another option.
   */
  private List<Map<String, String>> alternatives() {
    Map<String, List<String>> values = options().alternatives();
    List<Map<String, String>> result = new ArrayList<>();
    values.forEach(
        (option, texts) -> {
          for (String text : texts) {
            Map<String, String> alone = Map.of(option, text);
            accepted(alone).or(() -> accompanied(alone, values)).ifPresent(result::add);
          }
        });
    return result;
  }

  private Optional<Map<String, String>> accompanied(
      Map<String, String> alone, Map<String, List<String>> values) {
    return values.entrySet().stream()
        .filter(other -> !alone.containsKey(other.getKey()))
        .flatMap(
            other ->
                other.getValue().stream().map(text -> joined(Map.of(other.getKey(), text), alone)))
        .flatMap(options -> accepted(options).stream())
        .findFirst();
  }

  private Optional<Map<String, String>> accepted(Map<String, String> more) {
    return unlessRefused(joined(candidate.base(), more)).map(plugin -> more);
  }

  private static Map<String, String> joined(Map<String, String> base, Map<String, String> more) {
    Map<String, String> options = new LinkedHashMap<>(base);
    options.putAll(more);
    return options;
  }
}
