package org.elbosurgery.framework.option;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
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
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

/**
 * The options that a record declares: its components, each with an {@link
 * org.elbosurgery.api.Option}, with the defaults set by its no-argument constructor. Immutable.
 *
 * <p>Besides the types named by {@code Option}, a component may have any class with a public {@code
 * static parse(String)} and a {@code toString} of the same syntax.
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
   *     option, no description, an unsupported type or bounds, or a default that is not allowed
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
   * @throws IllegalArgumentException if the record declares no such option
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
   * Returns values to try for each option other than its default, as text: all other values of a
   * choice, values on both sides of a number, none for a text. They are within the option's range;
   * the record's constructor may still refuse them.
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
   * Makes a record from options as text; others have their defaults.
   *
   * @param given values by option name
   * @throws ElboException USER if an option is unknown or a value is not allowed, with one sentence
   *     for each, or if the record's constructor refuses the combination; PLUGIN if the constructor
   *     throws anything but IllegalArgumentException
   */
  public R create(Map<String, String> given) {
    return changed(defaults, given);
  }

  /**
   * Makes a record from another, with some options changed.
   *
   * @param given values by option name, as text
   * @throws ElboException as in {@link #create}
   */
  public R changed(R record, Map<String, String> given) {
    Problems problems = Problems.user();
    for (String name : given.keySet()) {
      if (!options.containsKey(name)) {
        problems.add(
            "unknown option "
                + Quotation.of(name)
                + "; "
                + NearestName.advice(name, options.keySet()));
      }
    }
    List<Checked<Object>> arguments =
        options.values().stream()
            .map(option -> problems.attempt(() -> value(option, record, given)))
            .toList();
    problems.requireNone();
    return construct(arguments.stream().map(Checked::value).toArray());
  }

  private Object value(DeclaredOption option, R record, Map<String, String> given) {
    String text = given.get(option.name());
    return text == null ? option.read(record) : option.parse(text);
  }

  /**
   * Checks that every value of a record is allowed by its option, as in a record made by {@link
   * #create}.
   *
   * @throws ElboException USER if some are not, with one sentence for each
   */
  public void requireAllowed(R record) {
    Problems problems = Problems.user();
    options.values().forEach(option -> problems.check(() -> option.requireAllowed(record)));
    problems.requireNone();
  }

  /** Checks a record of any class against the options that its class declares. */
  static <R extends Record> void requireDeclared(R record) {
    @SuppressWarnings("unchecked") // safe: it is the class of a record
    Class<R> type = (Class<R>) record.getClass();
    of(type).requireAllowed(record);
  }

  /**
   * Returns a value as {@link #values} writes it, such as 0.001 for 1e-3.
   *
   * @return empty if the option is of another record
   * @throws ElboException USER if the value, considered alone, is not allowed
   */
  public Optional<String> written(String option, String value) {
    return Optional.ofNullable(options.get(option))
        .map(declared -> ValueType.textOf(declared.parse(value)));
  }

  /**
   * Makes a record from another, with the given options whose names are known and whose values,
   * considered alone, are allowed. With this record, checks can continue even though other options
   * are wrong.
   *
   * @return the changed record; the unchanged one if the allowed values do not fit each other
   */
  public R changedWhereAllowed(R record, Map<String, String> given) {
    Map<String, String> allowed = new LinkedHashMap<>(given);
    allowed.keySet().retainAll(options.keySet());
    allowed.entrySet().removeIf(each -> isRefused(record, Map.of(each.getKey(), each.getValue())));
    return Problems.user().attempt(() -> changed(record, allowed)).orElseGet(() -> record);
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

  private boolean isRefused(R record, Map<String, String> given) {
    return !Problems.user().attempt(() -> changed(record, given)).isPresent();
  }

  private R construct(Object... arguments) {
    try {
      return construct(constructor, arguments);
    } catch (IllegalArgumentException invariant) {
      throw ElboException.user(
          Objects.requireNonNullElse(invariant.getMessage(), "the options do not fit each other"),
          invariant);
    }
  }

  /** Calls a constructor and passes on an IllegalArgumentException that it throws. */
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
          type.getName() + " needs a no-argument constructor that sets its defaults", e);
    }
  }
}
