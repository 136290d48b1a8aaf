package org.elbosurgery.framework.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.elbosurgery.api.ElboException;

/**
 * What may be read. A folder that somebody else made can hold a named pipe or a device where a file
 * should be, or a link to one: opening a pipe never returns, and a device has no end.
 */
public final class RegularFile {

  private RegularFile() {}

  /**
   * Opens a file.
   *
   * @throws ElboException USER if it cannot be read or is no regular file
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
   * Returns how many bytes a file has.
   *
   * @throws ElboException USER if it cannot be read or is no regular file
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
   * Requires that there is a file which can be opened at all.
   *
   * @throws ElboException USER if there is none, or it is no regular file
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
