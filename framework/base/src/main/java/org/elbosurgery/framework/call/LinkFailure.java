package org.elbosurgery.framework.call;

import java.util.Optional;

/** Explains in words why a class cannot be used. */
public final class LinkFailure {

  private LinkFailure() {}

  /**
   * Returns the reason. If the class's initialization failed, this is the original exception, even
   * if it was thrown much earlier and Java now says only that it cannot initialize the class.
   */
  public static String reason(LinkageError e) {
    Optional<Throwable> cause = initialization(e);
    return e instanceof NoClassDefFoundError && cause.isPresent()
        ? e.getMessage() + ", which failed before: " + cause.get().getMessage()
        : cause.orElse(e).toString();
  }

  /**
   * Returns the exception by which the initialization of a class failed; empty if that is not the
   * cause.
   */
  static Optional<Throwable> initialization(Throwable e) {
    boolean initializes =
        e instanceof ExceptionInInitializerError
            || (e instanceof NoClassDefFoundError
                && e.getCause() instanceof ExceptionInInitializerError);
    return initializes ? Optional.ofNullable(e.getCause()) : Optional.empty();
  }
}
