package org.elbosurgery.framework.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;

/** The temporary names under which files and folders are written before they are renamed. */
final class Temporary {

  private static final String END = ".elbo.tmp";

  /** Only this program makes such names, so files and folders with them may be deleted. */
  private static final Pattern NAME =
      Pattern.compile(
          "\\..+\\.\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}" + Pattern.quote(END));

  /**
   * Writing takes seconds, so a file that has not been written to for this long has no writer any
   * more.
   */
  private static final Duration ABANDONED_AFTER = Duration.ofHours(1);

  private Temporary() {}

  /** Returns a unique temporary name in the folder of a target. */
  static Path beside(Path target) {
    return target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + END);
  }

  /**
   * Returns whether a file or folder has a temporary name: it is being written, or its writer was
   * killed.
   */
  static boolean isAt(Path path) {
    return NAME.matcher(path.getFileName().toString()).matches();
  }

  /**
   * Deletes the files and folders that killed writers have left in a folder, as far as they can be
   * deleted.
   */
  static void deleteAbandoned(Path folder) {
    try {
      for (Path path : in(folder)) {
        if (isAbandoned(path)) {
          delete(path);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return; // others tidy up too, or the folder cannot be read: neither prevents writing
    }
  }

  /**
   * Deletes a file, or a folder with everything in it. Symbolic links are deleted themselves, not
   * their targets.
   */
  static void delete(Path path) throws IOException {
    PathUtils.delete(path, new LinkOption[] {LinkOption.NOFOLLOW_LINKS});
  }

  /**
   * Deletes the files that killed writers have left in a folder, however recently, as far as they
   * can be deleted. The caller must be the only writer of files there. Folders are left alone.
   */
  static void deleteLeft(Path folder) {
    try {
      for (Path path : in(folder)) {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          Files.deleteIfExists(path);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return; // the folder cannot be read or written, which does not prevent locking it
    }
  }

  private static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Temporary::isAt).toList();
    }
  }

  private static boolean isAbandoned(Path path) throws IOException {
    Instant written = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
    return written.isBefore(Instant.now().minus(ABANDONED_AFTER));
  }
}
