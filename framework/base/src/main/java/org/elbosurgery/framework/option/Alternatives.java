package org.elbosurgery.framework.option;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;

/** Values of an option other than its default, for trying a plugin. */
final class Alternatives {

  /**
   * For a count above this, smaller values are tried, because larger ones take longer without
   * showing more.
   */
  private static final int SMALL = 3;

  private Alternatives() {}

  /**
   * Returns values of the same type as the default, the most informative first. Of a type with a
   * syntax of its own they are its public constants.
   */
  static List<Object> to(Object value) {
    if (value instanceof Boolean flag) {
      return List.of(!flag);
    }
    if (value instanceof Enum<?> constant) {
      return Arrays.stream(constant.getDeclaringClass().getEnumConstants())
          .filter(other -> other != constant)
          .map(Object.class::cast)
          .toList();
    }
    if (value instanceof Integer number) {
      return number > SMALL ? List.of(SMALL) : List.of(number + 1, number - 1);
    }
    if (value instanceof Long number) {
      return number > SMALL ? List.of((long) SMALL) : List.of(number + 1, number - 1);
    }
    if (value instanceof Double number) {
      return number == 0 ? List.of(0.5, -0.5) : List.of(number / 2, number * 2);
    }
    return constants(value.getClass()).filter(other -> !other.equals(value)).toList();
  }

  /** Returns the public constants of a class that are of this class themselves. */
  private static Stream<Object> constants(Class<?> type) {
    return Arrays.stream(type.getFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == type)
        .map(Alternatives::read);
  }

  private static Object read(Field constant) {
    try {
      return constant.get(null);
    } catch (IllegalAccessException e) {
      throw ElboException.internal(constant + " is not accessible", e);
    }
  }
}
