package org.elbosurgery.framework.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.elbosurgery.api.ElboException;

/**
 * Regular files, the only ones that are read. A folder made by somebody else may contain a named
 * pipe or a device in place of a file, or a link to one: opening a pipe may never return, and a
 * device has no end.
 */
public final class RegularFile {

  private RegularFile() {}

  /**
   * Opens a file.
   *
   * @throws ElboException USER if it cannot be read or is not a regular file
   */
  public static InputStream open(Path file) {
    require(file);
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw FileProblem.unreadable(file, e);
    }
  }

  /**
   * Returns the bytes of a file, which is opened whenever they are written.
   *
   * @throws ElboException USER when they are written, if it cannot be read or is not a regular file
   */
  public static Content content(Path file) {
    return out -> {
      try (InputStream in = open(file)) {
        in.transferTo(out);
      }
    };
  }

  /**
   * Returns the size of a file in bytes.
   *
   * @throws ElboException USER if it cannot be read or is not a regular file
   */
  public static long size(Path file) {
    require(file);
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw FileProblem.unreadable(file, e);
    }
  }

  /**
   * Checks that there is a regular file.
   *
   * @throws ElboException USER if there is none, or it is not a regular file
   */
  public static void require(Path file) {
    try {
      if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
        throw new IOException("it is not a regular file");
      }
    } catch (IOException e) {
      throw FileProblem.unreadable(file, e);
    }
  }
}
