package org.elbosurgery.framework.file;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.elbosurgery.api.ElboException;

/** Writes files so that at any moment, even after a crash, the old content or the new is there. */
public final class AtomicFile {

  private AtomicFile() {}

  /**
   * Writes a file: first to a temporary name in the same folder, flushed to the disk, then renamed
   * over the target. When anything fails the target is as it was and the temporary file is gone.
   * The temporary file of a writer that was killed goes with a later write to the same folder. The
   * folder is flushed at last, so that the new name outlives a power cut.
   *
   * @param target the file; its folder exists
   * @param content what to write
   * @throws ElboException USER if the folder cannot be written to
   */
  public static void write(Path target, Content content) {
    replace(target, content, sha256 -> {});
    flush(SystemText.absolute(target).getParent());
  }

  /**
   * Writes a file as {@link #write} does, but for the folder: a power cut may take the new name
   * back, and never shows a file that is not whole.
   *
   * @param beforeRenaming takes the SHA-256 of what was written, in 64 hexadecimal digits, when all
   *     of it is on the disk and the target is still as it was
   * @return the SHA-256
   */
  static String replace(Path target, Content content, Consumer<String> beforeRenaming) {
    Path absolute = SystemText.absolute(target);
    Path folder = absolute.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw ElboException.user("cannot write " + target + ": it is a folder");
    }
    Temporary.deleteAbandoned(folder);
    Path temporary = Temporary.beside(absolute);
    try {
      String sha256 = writeAndFlush(temporary, content);
      beforeRenaming.accept(sha256);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return sha256;
    } catch (IOException e) {
      throw FileProblem.unwritable(target, e);
    } finally {
      delete(temporary);
    }
  }

  private static String writeAndFlush(Path file, Content content) throws IOException {
    // Not a FileChannel: it closes when its thread is interrupted, as on Ctrl-C, when the last
    // checkpoint has to be written.
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
      String sha256 = Sha256.whileWriting(content, buffered);
      buffered.flush();
      out.getFD().sync();
      return sha256;
    }
  }

  /**
   * Makes new names in a folder, and that others are gone, outlive a power cut, where the system
   * can; also of a thread that is interrupted, as on Ctrl-C, which could open no channel.
   */
  static void flush(Path folder) {
    boolean interrupted = Thread.interrupted();
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      return; // Windows opens no folders; the files in it are whole
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void delete(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // Whatever went wrong before is what the user has to hear.
      return;
    }
  }
}
