package org.elbosurgery.framework.sweep;

import java.util.Optional;

/**
 * What the process of a cell says of it, on a line: how much is done, or what is or went wrong.
 *
 * @param kind which of them
 * @param done steps; 0 of a warning or a problem
 * @param text what is being done, or what is wrong
 */
record CellMessage(Kind kind, long done, String text) {

  private static final String SEPARATOR = "\t";

  /** What it is about. */
  enum Kind {
    /** The cell has come further. */
    WORK,
    /** Something is wrong with the cell, which may yet go on. */
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

  /** Reads a line; empty where it is no message but what some library prints. */
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
