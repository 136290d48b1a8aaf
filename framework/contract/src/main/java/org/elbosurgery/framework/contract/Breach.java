package org.elbosurgery.framework.contract;

/**
 * Thrown by a check whose rule is broken. The message says what was given, what was returned and
 * what to do.
 */
final class Breach extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Breach(String message) {
    super(message);
  }

  /** Throws a breach unless a condition holds. */
  static void unless(boolean holds, String format, Object... values) {
    if (!holds) {
      throw new Breach(String.format(java.util.Locale.ROOT, format, values));
    }
  }
}
