package org.elbosurgery.framework.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.elbosurgery.api.ElboException;

/** Keeps a folder to one process; the system lets go of it when the process ends, however. */
public final class FolderLock {

  /** The file that is locked; it stays, empty. */
  static final String FILE = ".lock";

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Locks a folder.
   *
   * @throws ElboException USER if another run has it, or it cannot be written
   */
  public static FolderLock of(Path folder) {
    try {
      FileChannel channel =
          FileChannel.open(
              folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isLocked(channel)) {
        return new FolderLock(channel);
      }
      channel.close();
    } catch (IOException e) {
      throw FileProblem.unwritable(folder, e);
    }
    throw ElboException.user(
        folder + " is in use by another run; wait for it to end, or name another folder");
  }

  /** Returns whether somebody has a folder, this process or another one. */
  public static boolean isHeld(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return !isLocked(channel);
    } catch (IOException e) { // a folder that is only to be read
      return false;
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) { // another thread of this process has it
      return false;
    }
  }

  /** Lets go of the folder. */
  public void release() {
    try {
      channel.close();
    } catch (IOException e) {
      return; // the lock goes with the process
    }
  }
}
