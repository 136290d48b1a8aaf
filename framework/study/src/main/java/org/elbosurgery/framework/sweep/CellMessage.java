package org.elbosurgery.framework.sweep;

import java.util.Optional;

/**
 * A message from the process of a cell, on one line: progress, a warning or a problem.
 *
 * @param kind the kind of message
 * @param done the steps done; 0 for a warning or a problem
 * @param text what is being done, or what is wrong
 */
record CellMessage(Kind kind, long done, String text) {

  private static final String SEPARATOR = "\t";

  /** The kinds of messages. */
  enum Kind {
    /** Progress of the cell. */
    WORK,
    /** A warning; the cell may still continue. */
    WARNING,
    /** The cell has failed. */
    PROBLEM
  }

  static CellMessage work(long done, String doing) {
    return new CellMessage(Kind.WORK, done, doing);
  }

  static CellMessage warning(String warning) {
    return new CellMessage(Kind.WARNING, 0, warning);
  }

  static CellMessage problem(String problem) {
    return new CellMessage(Kind.PROBLEM, 0, problem);
  }

  /** Returns the message as one line. */
  String line() {
    return kind + SEPARATOR + done + SEPARATOR + text.replaceAll("\\s+", " ");
  }

  /** Parses a line; empty if it is not a message but output of some library. */
  static Optional<CellMessage> of(String line) {
    String[] parts = line.split(SEPARATOR, 3);
    if (parts.length < 3
        || !parts[0].matches("WORK|WARNING|PROBLEM")
        || !parts[1].matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    return Optional.of(new CellMessage(Kind.valueOf(parts[0]), Long.parseLong(parts[1]), parts[2]));
  }
}
