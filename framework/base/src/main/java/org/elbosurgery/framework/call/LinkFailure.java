package org.elbosurgery.framework.call;

import java.util.Optional;

/** Why a class cannot be used, in words. */
public final class LinkFailure {

  private LinkFailure() {}

  /**
   * Returns why: of a class whose initialization failed, what it failed by, also where that was
   * long before and Java only says that it cannot initialize the class.
   */
  public static String reason(LinkageError e) {
    Optional<Throwable> cause = initialization(e);
    return e instanceof NoClassDefFoundError && cause.isPresent()
        ? e.getMessage() + ", which failed before: " + cause.get().getMessage()
        : cause.orElse(e).toString();
  }

  /** Returns what stopped the initialization of a class; empty where nothing of the kind did. */
  static Optional<Throwable> initialization(Throwable e) {
    boolean initializes =
        e instanceof ExceptionInInitializerError
            || (e instanceof NoClassDefFoundError
                && e.getCause() instanceof ExceptionInInitializerError);
    return initializes ? Optional.ofNullable(e.getCause()) : Optional.empty();
  }
}
