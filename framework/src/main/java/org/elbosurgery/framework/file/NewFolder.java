package org.elbosurgery.framework.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;

/** Folders that results go to: new ones, or empty ones, never any that somebody else uses. */
public final class NewFolder {

  private NewFolder() {}

  /**
   * Returns what keeps a path from becoming such a folder; empty if nothing does.
   *
   * @param path the value of the option {@code out}
   * @param mark the file by which work that was begun in the folder is known
   */
  public static Optional<String> problem(Path path, String mark) {
    Path parent = path.toAbsolutePath().getParent();
    while (parent != null && !Files.exists(parent)) {
      parent = parent.getParent();
    }
    if (Files.exists(path) && !isEmpty(path)) {
      String advice =
          Files.exists(path.resolve(mark)) ? ", or go on with it by --resume " + path : "";
      return Optional.of("out " + path + " is already used; name a new folder" + advice);
    }
    Path writable = Files.exists(path) ? path : parent;
    return writable != null && Files.isDirectory(writable) && Files.isWritable(writable)
        ? Optional.empty()
        : Optional.of("out " + path + " cannot be written; name a folder that can");
  }

  /** What a process leaves that was killed before it wrote anything does not count. */
  private static boolean isEmpty(Path path) {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.allMatch(file -> file.endsWith(FolderLock.FILE) || AtomicFile.isTemporary(file));
    } catch (IOException e) {
      throw FileProblem.unreadable(path, e);
    }
  }

  /**
   * Begins work in a new folder.
   *
   * @param path where the folder is made
   * @param mark the file by which the work is known from now on
   * @param content what to write to it
   * @throws ElboException USER if the path is used or cannot be written
   */
  public static void begin(Path path, String mark, Content content) {
    require(path, mark);
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw FileProblem.unwritable(path, e);
    }
    FolderLock lock = FolderLock.of(path);
    try {
      require(path, mark); // nobody else is here, but somebody may have been
      AtomicFile.write(path.resolve(mark), content);
    } finally {
      lock.release();
    }
  }

  private static void require(Path path, String mark) {
    problem(path, mark)
        .ifPresent(
            problem -> {
              throw ElboException.user(problem);
            });
  }
}
