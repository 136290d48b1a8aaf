package org.elbosurgery.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.elbosurgery.api.ElboException;

/** Paths as users type them. */
final class UserPath {

  private UserPath() {}

  /**
   * Reads a path.
   *
   * @param what the option or operand it was given for
   * @throws ElboException USER if this platform has no such path
   */
  static Path of(String what, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw ElboException.user(what + " " + text + " is no path: " + e.getReason(), e);
    }
  }
}
