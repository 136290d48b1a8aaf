package org.elbosurgery.framework.option;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.call.OpenCall;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.file.Quotation;

/**
 * The options that a record declares: its components, each with an {@link
 * org.elbosurgery.api.Option}, with the defaults that its no-argument constructor sets. Immutable.
 *
 * <p>Besides the types that {@code Option} names, a component may be of any class that has a public
 * {@code static parse(String)} and a {@code toString} of the same syntax.
 *
 * @param <R> the record
 */
public final class OptionSet<R extends Record> {

  private final Constructor<R> constructor;
  private final R defaults;
  private final Map<String, DeclaredOption> options;

  private OptionSet(Constructor<R> constructor, R defaults, Map<String, DeclaredOption> options) {
    this.constructor = constructor;
    this.defaults = defaults;
    this.options = options;
  }

  /**
   * Reads the declaration of a record.
   *
   * @throws ElboException PLUGIN if there is no no-argument constructor, or a component has no
   *     option, no description, a type or bounds that cannot be, or a default that is not allowed
   */
  public static <R extends Record> OptionSet<R> of(Class<R> type) {
    R defaults = defaults(type);
    RecordComponent[] components = type.getRecordComponents();
    Map<String, DeclaredOption> options = new LinkedHashMap<>();
    for (RecordComponent component : components) {
      DeclaredOption option = DeclaredOption.of(component, defaults);
      if (options.put(option.name(), option) != null) {
        throw DeclaredOption.fault(component, "has the option name of another component");
      }
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return new OptionSet<>(constructor(type, types), defaults, options);
  }

  /** Returns the options in the order of declaration. */
  public List<OptionDescriptor> descriptors() {
    return options.values().stream().map(DeclaredOption::descriptor).toList();
  }

  /**
   * Returns an option by its name.
   *
   * @throws IllegalArgumentException if the record declares none of this name
   */
  public OptionDescriptor option(String name) {
    if (!options.containsKey(name)) {
      throw new IllegalArgumentException(
          defaults.getClass().getSimpleName()
              + " has no option "
              + name
              + "; "
              + NearestName.advice(name, options.keySet()));
    }
    return options.get(name).descriptor();
  }

  /**
   * Returns for each option values to try beside its default, as text: all others of a choice, both
   * sides of a number, none of a text. They are within the option's range; the record's constructor
   * may still refuse them.
   */
  public Map<String, List<String>> alternatives() {
    Map<String, List<String>> alternatives = new LinkedHashMap<>();
    options.forEach((name, option) -> alternatives.put(name, option.alternatives(defaults)));
    return Collections.unmodifiableMap(alternatives);
  }

  /** Returns the record with every option at its default. */
  public R defaults() {
    return defaults;
  }

  /**
   * Makes a record from options as text; what is not given has its default.
   *
   * @param given values by option name
   * @param problems receives one sentence for each unknown option and each value that is not
   *     allowed, or else what the record's constructor has against the values together
   * @return the record; empty if there was a problem
   * @throws ElboException PLUGIN if the record's constructor fails with anything but
   *     IllegalArgumentException
   */
  public Optional<R> create(Map<String, String> given, List<String> problems) {
    List<String> found = new ArrayList<>();
    for (String name : given.keySet()) {
      if (!options.containsKey(name)) {
        found.add(
            "unknown option "
                + Quotation.of(name)
                + "; "
                + NearestName.advice(name, options.keySet()));
      }
    }
    List<Object> arguments = new ArrayList<>();
    for (DeclaredOption option : options.values()) {
      String text = given.get(option.name());
      arguments.add(text == null ? option.read(defaults) : option.parse(text, found));
    }
    Optional<R> result = found.isEmpty() ? construct(arguments, found) : Optional.empty();
    problems.addAll(found);
    return result;
  }

  /**
   * Makes a record from options as text; what is not given has its default.
   *
   * @throws ElboException USER with every problem there is
   */
  public R create(Map<String, String> given) {
    List<String> problems = new ArrayList<>();
    return create(given, problems).orElseThrow(() -> ElboException.user(problems));
  }

  /**
   * Returns what is wrong with a value by itself, one sentence each; none if it is allowed, or the
   * option is not of this record.
   */
  public List<String> problems(String option, String value) {
    List<String> problems = new ArrayList<>();
    if (options.containsKey(option)) {
      options.get(option).parse(value, problems);
    }
    return problems;
  }

  /**
   * Returns those of the given values that are of known options and allowed, each by itself: what
   * can be looked at further when others are wrong.
   */
  public Map<String, String> acceptable(Map<String, String> given) {
    Map<String, String> acceptable = new LinkedHashMap<>();
    given.forEach(
        (name, text) -> {
          if (create(Map.of(name, text), new ArrayList<>()).isPresent()) {
            acceptable.put(name, text);
          }
        });
    return acceptable;
  }

  /**
   * Returns every option of a record as text, in the order of declaration; {@link #create(Map)}
   * makes an equal record of it.
   */
  public Map<String, String> values(R record) {
    Map<String, String> values = new LinkedHashMap<>();
    options.forEach((name, option) -> values.put(name, ValueType.textOf(option.read(record))));
    return Collections.unmodifiableMap(values);
  }

  private Optional<R> construct(List<Object> arguments, List<String> problems) {
    try {
      return Optional.of(construct(constructor, arguments.toArray()));
    } catch (IllegalArgumentException invariant) {
      problems.add(
          Objects.requireNonNullElse(invariant.getMessage(), "the options do not fit each other"));
      return Optional.empty();
    }
  }

  /** Calls a constructor; an IllegalArgumentException that it throws is passed on. */
  private static <R> R construct(Constructor<R> constructor, Object... arguments) {
    Class<R> type = constructor.getDeclaringClass();
    OpenCall open = OpenCall.begin(type, "its constructor");
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException invariant) {
        throw invariant;
      }
      throw failed(type, e.getCause());
    } catch (ReflectiveOperationException | LinkageError e) {
      throw failed(type, e);
    } finally {
      open.end();
    }
  }

  private static <R> R defaults(Class<R> type) {
    try {
      return construct(constructor(type));
    } catch (IllegalArgumentException e) {
      throw failed(type, e);
    }
  }

  private static ElboException failed(Class<?> type, Throwable cause) {
    String problem = "the constructor of %s failed%s";
    return ElboException.plugin(
        problem.formatted(type.getSimpleName(), PluginCall.reason(type, cause)), cause);
  }

  private static <R> Constructor<R> constructor(Class<R> type, Class<?>... parameters) {
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true); // the record itself may be private
      return constructor;
    } catch (NoSuchMethodException e) {
      throw ElboException.plugin(
          type.getName() + " needs a no-argument constructor that says its defaults", e);
    }
  }
}
