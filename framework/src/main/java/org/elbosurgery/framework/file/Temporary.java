package org.elbosurgery.framework.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/** The names that files and folders are written under before they are renamed to their own. */
final class Temporary {

  private static final String END = ".elbo.tmp";

  /** Writing takes seconds: what nobody has written to for so long has no writer any more. */
  private static final Duration ABANDONED_AFTER = Duration.ofHours(1);

  private Temporary() {}

  /** Returns a name beside a target that nobody else has. */
  static Path beside(Path target) {
    return target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + END);
  }

  /** Returns whether a file or folder is under way, or was when its writer was killed. */
  static boolean isOne(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(".") && name.endsWith(END);
  }

  /** Deletes what killed writers have left in a folder; what cannot be deleted stays. */
  static void deleteAbandoned(Path folder) {
    try {
      for (Path path : in(folder)) {
        if (isAbandoned(path)) {
          FileUtils.deleteQuietly(path.toFile());
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return; // others tidy up too, or the folder cannot be read: neither is in the way of writing
    }
  }

  private static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Temporary::isOne).toList();
    }
  }

  private static boolean isAbandoned(Path path) throws IOException {
    Instant written = Files.getLastModifiedTime(path).toInstant();
    return written.isBefore(Instant.now().minus(ABANDONED_AFTER));
  }
}
