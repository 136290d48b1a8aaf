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

/**
 * Writes files such that at any moment, even after a crash, either the old or the new content is
 * there.
 */
public final class AtomicFile {

  private AtomicFile() {}

  /**
   * Writes a file: first to a temporary name in the same folder, flushed to the disk, then renamed
   * over the target. If anything fails, the target is unchanged and the temporary file is deleted.
   * The temporary file of a writer that was killed is deleted by a later write to the same folder.
   * Finally the folder is flushed, so that the new name survives a power cut.
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
   * Writes a file like {@link #write}, but does not flush the folder: a power cut may undo the
   * renaming but never leaves an incomplete file.
   *
   * @param beforeRenaming receives the SHA-256 of the content, in 64 hexadecimal digits, when all
   *     of it is on the disk and the target is still unchanged
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
    // Not a FileChannel: it closes when its thread is interrupted, as by Ctrl-C, just when the last
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
   * Makes renamings and deletions in a folder survive a power cut, if the system can. It also works
   * on an interrupted thread (as after Ctrl-C), on which channels cannot be opened.
   */
  static void flush(Path folder) {
    boolean interrupted = Thread.interrupted();
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      return; // Windows does not open folders; the files themselves are complete
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
      // The earlier failure is the one to report.
      return;
    }
  }
}
