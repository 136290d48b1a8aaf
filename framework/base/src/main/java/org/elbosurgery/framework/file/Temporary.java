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

/** The names that files and folders are written under before they are renamed to their own. */
final class Temporary {

  private static final String END = ".elbo.tmp";

  /** Nobody else makes such names, so what has one may be deleted. */
  private static final Pattern NAME =
      Pattern.compile(
          "\\..+\\.\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}" + Pattern.quote(END));

  /** Writing takes seconds: what nobody has written to for so long has no writer any more. */
  private static final Duration ABANDONED_AFTER = Duration.ofHours(1);

  private Temporary() {}

  /** Returns a name beside a target that nobody else has. */
  static Path beside(Path target) {
    return target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + END);
  }

  /** Returns whether a file or folder is under way, or was when its writer was killed. */
  static boolean isAt(Path path) {
    return NAME.matcher(path.getFileName().toString()).matches();
  }

  /** Deletes what killed writers have left in a folder; what cannot be deleted stays. */
  static void deleteAbandoned(Path folder) {
    try {
      for (Path path : in(folder)) {
        if (isAbandoned(path)) {
          delete(path);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return; // others tidy up too, or the folder cannot be read: neither is in the way of writing
    }
  }

  /**
   * Deletes a file, or a folder with all that is in it. Symbolic links are deleted themselves; what
   * they point to stays as it is.
   */
  static void delete(Path path) throws IOException {
    PathUtils.delete(path, new LinkOption[] {LinkOption.NOFOLLOW_LINKS});
  }

  /**
   * Deletes the files that killed writers have left in a folder, however lately; what cannot be
   * deleted stays. Whoever calls this is the only one who writes files there; folders are others'.
   */
  static void deleteLeft(Path folder) {
    try {
      for (Path path : in(folder)) {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          Files.deleteIfExists(path);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return; // the folder cannot be read or written, which is not in the way of having it
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
