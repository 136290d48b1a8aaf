package org.elbosurgery.framework.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.elbosurgery.api.ElboException;

/** Turns input and output exceptions of the system into words. */
public final class FileProblem {

  private FileProblem() {}

  /** Returns an exception of category USER: a file cannot be read. */
  public static ElboException unreadable(Path file, IOException cause) {
    return ElboException.user("cannot read " + file + ": " + reason(file, cause), cause);
  }

  /** Returns an exception of category USER: a file cannot be written. */
  public static ElboException unwritable(Path file, IOException cause) {
    return ElboException.user("cannot write " + file + ": " + reason(file, cause), cause);
  }

  private static String reason(Path file, IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof FileSystemException e && e.getReason() != null) {
      return e.getReason();
    }
    String message = cause.getMessage();
    if (message == null || message.isBlank()) {
      return cause.getClass().getSimpleName();
    }
    return message.equals(file.toString()) ? "no access" : message;
  }
}
