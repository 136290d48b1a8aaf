package org.elbosurgery.framework.option;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.framework.call.OpenCall;
import org.elbosurgery.framework.call.Origin;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.problem.Problems;

/**
 * One component of a record as an option: its description for users, and how to read and write it.
 */
record DeclaredOption(OptionDescriptor descriptor, ValueType type, Range range, Method accessor) {

  /**
   * Reads the declaration of a component.
   *
   * @param defaults the record with its defaults
   * @throws ElboException PLUGIN if the declaration or the default is faulty
   */
  static DeclaredOption of(RecordComponent component, Record defaults) {
    Option option = component.getAnnotation(Option.class);
    if (option == null || option.value().isBlank()) {
      throw fault(component, "needs an @Option with a description");
    }
    ValueType type =
        ValueType.of(component.getType())
            .orElseThrow(() -> fault(component, "has a type that no option can have"));
    Range range = Range.of(component);
    if (range.isBounded() && !type.isNumeric()) {
      throw fault(component, "has bounds but is not a number");
    }
    component.getAccessor().setAccessible(true); // the record itself may be private
    Object value = read(component.getAccessor(), defaults);
    checkDefault(component, type, range, value);
    OptionDescriptor descriptor =
        new OptionDescriptor(
            kebabCase(component.getName()),
            option.value(),
            type.name(),
            type.isNumeric() ? range.words() : type.allowed(),
            ValueType.textOf(value),
            option.decides());
    return new DeclaredOption(descriptor, type, range, component.getAccessor());
  }

  String name() {
    return descriptor.name();
  }

  /** Returns this option's value in a record. */
  Object read(Record record) {
    return read(accessor, record);
  }

  /** Returns values to try other than the default, as text, each within the range. */
  List<String> alternatives(Record defaults) {
    return Alternatives.to(read(defaults)).stream()
        .filter(value -> isAllowed(range, value))
        .map(ValueType::textOf)
        .toList();
  }

  /**
   * Parses a value.
   *
   * @throws ElboException USER if the text is not a value, or the value is not allowed
   */
  Object parse(String text) {
    Object value;
    try {
      value = type.parse().apply(text);
    } catch (IllegalArgumentException e) {
      throw refused(e.getMessage());
    } catch (ElboException e) {
      throw ElboException.user(e.in("option " + name()).problems());
    }
    requireAllowed(value, text);
    return value;
  }

  /**
   * Checks that this option's value in a record is allowed and, if the value declares options
   * itself, that these are allowed.
   *
   * @throws ElboException USER if one is not
   */
  void requireAllowed(Record record) {
    Object value = read(record);
    requireAllowed(value, ValueType.textOf(value));
    if (value instanceof Record inner && inner.getClass().isAnnotationPresent(Plugin.class)) {
      Problems problems = Problems.user();
      problems.in("option " + name()).check(() -> OptionSet.requireDeclared(inner));
      problems.requireNone();
    }
  }

  private void requireAllowed(Object value, String text) {
    if (!isAllowed(range, value)) {
      throw refused(Quotation.of(text) + " is out of range");
    }
  }

  private ElboException refused(String reason) {
    String allowed = range.isBounded() ? "; allowed: " + range.words() : "";
    return ElboException.user("option " + name() + ": " + reason + allowed);
  }

  static ElboException fault(RecordComponent component, String fault) {
    String where = component.getDeclaringRecord().getName() + ", " + component.getName();
    return ElboException.plugin(where + ": the component " + fault, null);
  }

  private static void checkDefault(
      RecordComponent component, ValueType type, Range range, Object value) {
    if (value == null) {
      throw fault(component, "has no default");
    }
    String text = ValueType.textOf(value);
    if (!survivesWriting(type, text, value)) {
      throw fault(component, "has a default that cannot be written and read back: " + text);
    }
    if (!isAllowed(range, value)) {
      throw fault(component, "has the default " + text + "; allowed: " + range.words());
    }
  }

  private static boolean survivesWriting(ValueType type, String text, Object value) {
    try {
      return type.parse().apply(text).equals(value);
    } catch (IllegalArgumentException | ElboException e) {
      return false;
    }
  }

  private static boolean isAllowed(Range range, Object value) {
    return !(value instanceof Number number) || range.contains(number.doubleValue());
  }

  private static Object read(Method accessor, Record record) {
    OpenCall open = OpenCall.begin(record.getClass(), accessor.getName());
    try {
      return accessor.invoke(record);
    } catch (InvocationTargetException e) {
      throw unreadable(accessor, e.getCause());
    } catch (ReflectiveOperationException | LinkageError e) {
      throw unreadable(accessor, e);
    } finally {
      open.end();
    }
  }

  private static ElboException unreadable(Method accessor, Throwable cause) {
    Class<?> type = accessor.getDeclaringClass();
    return ElboException.plugin(
        "%s of %s in %s failed%s"
            .formatted(
                accessor.getName(),
                type.getName(),
                Origin.of(type),
                PluginCall.reason(type, cause)),
        cause);
  }

  private static String kebabCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
