package org.elbosurgery.framework.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
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
    return problem(path)
        .map(
            problem ->
                Files.exists(path.resolve(mark))
                    ? problem + ", or go on with it by --resume " + path
                    : problem);
  }

  /**
   * Returns what keeps a path from becoming a new folder; empty if nothing does.
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

  /** What a process leaves that was killed before it wrote anything does not count. */
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
      CheckedFolder.create(path).write(mark, content);
    } finally {
      lock.release();
    }
  }

  /**
   * Makes a new folder with files in it: all of them, or nothing.
   *
   * @param path where the folder is made
   * @param files what is in it, by name; a name may have folders of its own, {@code a/b.txt}
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
      Files.deleteIfExists(target.resolve(Manifest.FILE)); // which is empty, or this were refused
      Files.deleteIfExists(target);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw FileProblem.unwritable(path, e);
    } finally {
      deleteLeft(temporary);
    }
  }

  /**
   * A symbolic link to an empty folder stays what it is: the folder that it points to is filled.
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
      // Whatever went wrong before is what the user has to hear.
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
