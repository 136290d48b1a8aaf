package org.elbosurgery.framework.contract;

/** Thrown by a check whose rule does not apply to a plugin; the message says why. */
final class NotApplicable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotApplicable(String message) {
    super(message);
  }
}
