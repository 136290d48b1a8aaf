package org.elbosurgery.framework.option;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Quotation;

/**
 * A type of values of options, and their syntax.
 *
 * @param name the type, in words
 * @param allowed the possible values, in words; empty if the name suffices
 * @param parse parses a value; throws IllegalArgumentException, or an {@link ElboException} of
 *     category USER, with a sentence that quotes the text
 */
record ValueType(String name, String allowed, Function<String, Object> parse) {

  private static final ValueType INT = new ValueType("integer", "", ValueType::parseInt);
  private static final ValueType LONG = new ValueType("integer", "", ValueType::parseLong);
  private static final ValueType DOUBLE = new ValueType("number", "", ValueType::parseDouble);
  private static final ValueType BOOLEAN =
      new ValueType("boolean", "true or false", ValueType::parseBoolean);
  private static final ValueType TEXT = new ValueType("text", "", text -> text);

  /** Uses possessive quantifiers, so that there is no backtracking over long digits. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]++(\\.[0-9]*+)?|\\.[0-9]++)([eE][+-]?[0-9]++)?");

  /** The longest text that is looked at as several numbers; the pattern takes stack for each. */
  private static final int LONGEST_LIST = 200;

  private static final Pattern SEVERAL = Pattern.compile("[-+.0-9e]{1,30}([, ][-+.0-9e]{1,30})+");

  private static final Map<Class<?>, ValueType> SIMPLE =
      Map.of(
          int.class, INT,
          long.class, LONG,
          double.class, DOUBLE,
          boolean.class, BOOLEAN,
          String.class, TEXT);

  /** Returns the type for a class; empty if the class cannot be the type of an option. */
  static Optional<ValueType> of(Class<?> type) {
    if (SIMPLE.containsKey(type)) {
      return Optional.of(SIMPLE.get(type));
    }
    return type.isEnum() ? Optional.of(choice(type)) : parsed(type);
  }

  boolean isNumeric() {
    return equals(INT) || equals(LONG) || equals(DOUBLE);
  }

  /** Returns a value as a user would type it; {@link #parse} reads it back unchanged. */
  static String textOf(Object value) {
    if (value instanceof Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
    if (value instanceof Double) {
      return value.toString().replaceFirst("\\.0(?=E|$)", "").replace('E', 'e');
    }
    return String.valueOf(value);
  }

  private static ValueType choice(Class<?> type) {
    Map<String, Object> constants = new LinkedHashMap<>();
    // Class.getEnumConstants would load every class in the enum's method signatures, and so ND4J.
    for (Field field : type.getDeclaredFields()) {
      if (field.isEnumConstant()) {
        Object constant = read(field);
        constants.put(textOf(constant), constant);
      }
    }
    return new ValueType(
        "choice",
        "one of " + String.join(", ", constants.keySet()),
        text -> {
          if (!constants.containsKey(text)) {
            throw new IllegalArgumentException(
                quoted(text) + " is unknown; " + NearestName.advice(text, constants.keySet()));
          }
          return constants.get(text);
        });
  }

  private static Object read(Field constant) {
    try {
      constant.setAccessible(true); // the enum itself may be private
      return constant.get(null);
    } catch (IllegalAccessException e) {
      throw ElboException.internal(constant + " is not accessible", e);
    }
  }

  /**
   * Returns the type for a class with a public {@code static parse(String)} and a toString of the
   * same syntax.
   */
  private static Optional<ValueType> parsed(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(
            method ->
                method.getName().equals("parse")
                    && Modifier.isStatic(method.getModifiers())
                    && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class})
                    && method.getReturnType() == type)
        .findFirst()
        .map(method -> new ValueType(words(type), "", text -> call(method, text)));
  }

  private static Object call(Method parse, String text) {
    try {
      return parse.invoke(null, text);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw ElboException.internal(parse + " failed", e.getCause());
    } catch (IllegalAccessException e) {
      throw ElboException.internal(parse + " is not accessible", e);
    }
  }

  private static String words(Class<?> type) {
    return Arrays.stream(type.getSimpleName().split("(?=[A-Z])", -1))
        .map(word -> word.toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" "));
  }

  private static Object parseInt(String text) {
    return (int) parseWhole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private static Object parseLong(String text) {
    return parseWhole(text, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static long parseWhole(String text, long min, long max) {
    if (!text.matches("[+-]?[0-9]{1,30}")) {
      throw new IllegalArgumentException(
          quoted(text) + " is not a whole number" + adviceOnSeveral(text));
    }
    BigInteger value = new BigInteger(text);
    if (value.compareTo(BigInteger.valueOf(min)) < 0
        || value.compareTo(BigInteger.valueOf(max)) > 0) {
      throw new IllegalArgumentException(quoted(text) + " is not between " + min + " and " + max);
    }
    return value.longValue();
  }

  private static Object parseDouble(String text) {
    // Double.parseDouble would also accept "1d", " 1" and hexadecimal numbers.
    if (NUMBER.matcher(text).matches()) {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        quoted(text) + " is not a finite number" + adviceOnSeveral(text));
  }

  /** Returns what to do instead of giving several numbers in one value. */
  private static String adviceOnSeveral(String text) {
    return text.length() <= LONGEST_LIST && SEVERAL.matcher(text).matches()
        ? "; where several are allowed, repeat the option for each"
        : "";
  }

  private static Object parseBoolean(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(quoted(text) + " is neither true nor false");
    };
  }

  private static String quoted(String text) {
    return "'" + Quotation.of(text) + "'";
  }
}
