package org.elbosurgery.framework.contract;

/** A rule says nothing about this plugin; the message says why. */
final class NotApplicable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotApplicable(String message) {
    super(message);
  }
}
