package org.elbosurgery.framework.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;

/** Folders for results: new or empty ones, never any that are in use. */
public final class NewFolder {

  private NewFolder() {}

  /**
   * Returns why a path cannot become such a folder; empty if it can.
   *
   * @param path the value of the option {@code out}
   * @param mark the file that identifies a folder in which such work was begun
   */
  public static Optional<String> problem(Path path, String mark) {
    return problem(path)
        .map(
            problem ->
                Files.exists(path.resolve(mark))
                    ? problem + ", or resume it by --resume " + path
                    : problem);
  }

  /**
   * Returns why a path cannot become a new folder; empty if it can.
   *
   * @param path the value of the option {@code out}
   */
  public static Optional<String> problem(Path path) {
    Path parent = SystemText.absolute(path).getParent();
    while (parent != null && !Files.exists(parent)) {
      parent = parent.getParent();
    }
    if (Files.exists(path) && !isEmpty(path)) {
      return Optional.of("out " + path + " is already used; name a new folder");
    }
    Path writable = Files.exists(path) ? path : parent;
    return writable != null && Files.isDirectory(writable) && Files.isWritable(writable)
        ? Optional.empty()
        : Optional.of("out " + path + " cannot be written; name a folder that can");
  }

  /**
   * Returns whether a folder is empty, apart from what a process leaves that was killed before it
   * wrote anything.
   */
  private static boolean isEmpty(Path path) {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.allMatch(
          file ->
              FolderLock.isFile(file)
                  || Temporary.isAt(file)
                  || CheckedFolder.isEmptyManifest(file));
    } catch (IOException e) {
      throw FileProblem.unreadable(path, e);
    }
  }

  /**
   * Begins work in a new folder, whose files are {@linkplain CheckedFolder checked}.
   *
   * @param path the folder to make
   * @param mark the file that identifies the work from now on
   * @param content the content of that file
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
      require(path, mark); // nobody else is here now, but another process may have been
      CheckedFolder.create(path).write(mark, content);
    } finally {
      lock.release();
    }
  }

  /**
   * Makes a new folder with files in it: either all of them or nothing.
   *
   * @param path the folder to make
   * @param files their contents by name; a name may include subfolders, such as {@code a/b.txt}
   * @throws ElboException USER if the path is used or cannot be written
   */
  public static void fill(Path path, Map<String, Content> files) {
    requireNone(problem(path));
    Path target = Files.exists(path) ? real(path) : SystemText.absolute(path);
    Temporary.deleteAbandoned(target.getParent());
    Path temporary = Temporary.beside(target);
    try {
      for (Map.Entry<String, Content> file : files.entrySet()) {
        Path written = temporary.resolve(file.getKey());
        Files.createDirectories(written.getParent());
        AtomicFile.write(written, file.getValue());
      }
      Temporary.deleteAbandoned(target);
      Files.deleteIfExists(target.resolve(FolderLock.FILE));
      Files.deleteIfExists(
          target.resolve(Manifest.FILE)); // it is empty; otherwise it would have been refused
      Files.deleteIfExists(target);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw FileProblem.unwritable(path, e);
    } finally {
      deleteLeft(temporary);
    }
  }

  /**
   * Returns the folder that a symbolic link to an empty folder points to, which is filled in place
   * of the link.
   */
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw FileProblem.unwritable(path, e);
    }
  }

  private static void deleteLeft(Path temporary) {
    try {
      if (Files.exists(temporary)) {
        Temporary.delete(temporary);
      }
    } catch (IOException e) {
      // The earlier failure is the one to report.
      return;
    }
  }

  private static void require(Path path, String mark) {
    requireNone(problem(path, mark));
  }

  private static void requireNone(Optional<String> problem) {
    problem.ifPresent(
        text -> {
          throw ElboException.user(text);
        });
  }
}
