package org.elbosurgery.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.option.NearestName;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.OptionSet;

/**
 * The arguments of a command as given by a user, without defaults.
 *
 * @param values values by option name
 * @param repeated all values, in order, of each option that may be repeated; the options in the
 *     order in which they were first given
 * @param flags the flags given
 * @param operands everything that is not an option, in order
 * @param problems what could not be parsed, one sentence each; a command adds further problems and
 *     reports all of them
 */
public record Arguments(
    Map<String, String> values,
    Map<String, List<String>> repeated,
    Set<String> flags,
    List<String> operands,
    List<String> problems) {

  /** Copies the collections. */
  public Arguments {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    repeated = Collections.unmodifiableMap(new LinkedHashMap<>(repeated));
    flags = Set.copyOf(flags);
    operands = List.copyOf(operands);
    problems = List.copyOf(problems);
  }

  /** Returns whether a flag is given. */
  public boolean has(Flag flag) {
    return flags.contains(flag.name());
  }

  /** Returns the values, in order, of an option that may be repeated; none if it is not given. */
  public List<String> all(String name) {
    return repeated.getOrDefault(name, List.of());
  }

  /** Returns the values given for the options of one record. */
  public Map<String, String> of(OptionSet<?> options) {
    Map<String, String> own = new LinkedHashMap<>(values);
    own.keySet().retainAll(options.descriptors().stream().map(OptionDescriptor::name).toList());
    return own;
  }

  /**
   * Returns what is chosen by its name; empty if the option is not given.
   *
   * @param known the names there are
   * @param named finds what a name is of
   * @throws ElboException USER if the name is unknown
   */
  public <T> Optional<T> choice(
      String option, List<String> known, Function<String, Optional<T>> named) {
    return Optional.ofNullable(values.get(option))
        .map(
            name ->
                named
                    .apply(name)
                    .orElseThrow(
                        () ->
                            ElboException.user(
                                "unknown %s %s; %s"
                                    .formatted(option, name, NearestName.advice(name, known)))));
  }

  /** Returns the given values of all options except some. */
  public Map<String, String> without(String... names) {
    Map<String, String> others = new LinkedHashMap<>(values);
    others.keySet().removeAll(List.of(names));
    return others;
  }
}
