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
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.call.OpenCall;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

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
   * @throws ElboException USER with one sentence for each unknown option and each value that is not
   *     allowed, or else what the record's constructor has against the values together; PLUGIN if
   *     the constructor fails with anything but IllegalArgumentException
   */
  public R create(Map<String, String> given) {
    return changed(defaults, given);
  }

  /**
   * Makes a record from another and options as text; what is not given is as it was.
   *
   * @param given values by option name
   * @throws ElboException as {@link #create}
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
   * Requires that every value of a record is one that its option allows, as it is in a record that
   * {@link #create} has made.
   *
   * @throws ElboException USER with one sentence for each that is not
   */
  public void requireAllowed(R record) {
    Problems problems = Problems.user();
    options.values().forEach(option -> problems.check(() -> option.requireAllowed(record)));
    problems.requireNone();
  }

  /** Requires it of a record of any class, by what that declares. */
  static <R extends Record> void requireDeclared(R record) {
    @SuppressWarnings("unchecked") // the class of a record
    Class<R> type = (Class<R>) record.getClass();
    of(type).requireAllowed(record);
  }

  /**
   * Requires that a value by itself is allowed; one of another record's option is not looked at.
   *
   * @throws ElboException USER if it is not
   */
  public void requireAllowed(String option, String value) {
    if (options.containsKey(option)) {
      options.get(option).parse(value);
    }
  }

  /**
   * Makes a record from another and those of the given options that are of known names and allowed,
   * each by itself: what can be looked at further when others are wrong.
   *
   * @return as it was where the allowed values do not fit each other
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
