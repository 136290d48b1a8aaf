package org.elbosurgery.framework.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.elbosurgery.api.ElboException;

/**
 * Reserves a folder for one process. The system releases the lock when the process ends, however it
 * ends.
 */
public final class FolderLock {

  /** The locked file, which is empty and is never deleted. */
  static final String FILE = ".lock";

  /**
   * The folders locked by this process. The system keeps locks per process and releases one as soon
   * as the process closes any other channel of the file, so the locked file must not be opened
   * again.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  /** A process that only asks whether a folder is locked holds the lock for a moment. */
  private static final int TRIES = 20;

  /** Long enough for hundreds of processes, started at once, that each write a file. */
  private static final int PATIENT_TRIES = 1200;

  private static final long PAUSE_MILLIS = 50;

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Locks a folder and deletes the temporary files that killed processes have left there.
   *
   * @throws ElboException USER if this process or another one has locked the folder, or it cannot
   *     be written
   */
  public static FolderLock of(Path folder) {
    return within(folder, TRIES).orElseThrow(() -> inUse(folder));
  }

  /**
   * Locks a folder like {@link #of}, but makes it first if there is none, and waits for a minute
   * where other processes have it for moments.
   *
   * @throws ElboException USER if it is still locked then, or cannot be written
   */
  public static FolderLock patiently(Path folder) {
    make(folder);
    return within(folder, PATIENT_TRIES).orElseThrow(() -> inUse(folder));
  }

  /**
   * Locks a folder, which is made if there is none, unless it is locked.
   *
   * @return empty if this process or another one has locked it
   * @throws ElboException USER if it cannot be written
   */
  public static Optional<FolderLock> ifFree(Path folder) {
    make(folder);
    return within(folder, 1);
  }

  private static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw FileProblem.unwritable(folder, e);
    }
  }

  private static Optional<FolderLock> within(Path folder, int tries) {
    Path real = real(folder);
    if (!HELD.add(real)) {
      return Optional.empty();
    }
    Optional<FolderLock> lock = Optional.empty();
    try {
      lock = locked(real, folder, tries);
      return lock;
    } catch (IOException e) {
      throw FileProblem.unwritable(folder, e);
    } finally {
      if (lock.isEmpty()) {
        HELD.remove(real);
      }
    }
  }

  private static Optional<FolderLock> locked(Path real, Path folder, int tries) throws IOException {
    Path file = real.resolve(FILE);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isRegular(file)) {
      throw ElboException.user(
          folder.resolve(FILE) + " is a symbolic link or no file; delete it, elbo makes a new one");
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean isLocked = false;
    try {
      isLocked = isLocked(channel, tries);
      if (isLocked) {
        deleteLeft(real);
      }
    } finally {
      if (!isLocked) {
        channel.close();
      }
    }
    return isLocked ? Optional.of(new FolderLock(real, channel)) : Optional.empty();
  }

  private static boolean isLocked(FileChannel channel, int tries) throws IOException {
    for (int i = 0; i < tries; i++) {
      if (i > 0) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
      }
      if (channel.tryLock() != null) {
        return true;
      }
    }
    return false;
  }

  private static void deleteLeft(Path real) throws IOException {
    for (Path written : List.of(real, real.resolve(CheckedFolder.CHECKPOINT))) {
      if (!Files.isSymbolicLink(written)) { // it may lead to a folder that another run writes to
        Temporary.deleteLeft(written);
      }
    }
  }

  private static boolean isRegular(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Returns whether a file is a lock of this program, which is empty, rather than another program's
   * file.
   */
  static boolean isFile(Path file) {
    return file.endsWith(FILE) && isRegular(file) && file.toFile().length() == 0;
  }

  private static ElboException inUse(Path folder) {
    return ElboException.user(
        folder + " is in use by another run; wait for it to end, or name another folder");
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw FileProblem.unwritable(folder, e);
    }
  }

  /** Returns whether a folder is locked, by this process or another one. */
  public static boolean isHeld(Path folder) {
    if (!isRegular(folder.resolve(FILE))) {
      return false;
    }
    Path real = real(folder);
    if (!HELD.add(real)) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(real.resolve(FILE), StandardOpenOption.WRITE)) {
      return channel.tryLock() == null;
    } catch (IOException e) { // the folder is read-only
      return false;
    } finally {
      HELD.remove(real);
    }
  }

  /** Releases the folder. */
  public void release() {
    try {
      channel.close();
    } catch (IOException e) {
      return; // the system releases the lock when the process ends
    } finally {
      HELD.remove(folder);
    }
  }
}
