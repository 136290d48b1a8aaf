package org.elbosurgery.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.elbosurgery.api.ElboException;

/** Parses paths typed by users. */
final class UserPath {

  private UserPath() {}

  /**
   * Parses the path given by an option; empty if it is not given.
   *
   * @throws ElboException USER if it is not a path on this platform
   */
  static Optional<Path> optional(String option, Arguments arguments) {
    return Optional.ofNullable(arguments.values().get(option)).map(text -> of(option, text));
  }

  /**
   * Parses a path.
   *
   * @param what the option or operand for which it was given
   * @throws ElboException USER if it is not a path on this platform
   */
  static Path of(String what, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw ElboException.user(what + " " + text + " is not a path: " + e.getReason(), e);
    }
  }
}
