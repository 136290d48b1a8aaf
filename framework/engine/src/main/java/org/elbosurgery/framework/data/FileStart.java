package org.elbosurgery.framework.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.file.RegularFile;
import org.elbosurgery.framework.file.UntrustedInput;

/** The first two bytes of a file, which tell formats that are no text. */
final class FileStart {

  private final Path file;
  private final byte[] bytes;

  private FileStart(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /**
   * Reads them.
   *
   * @throws ElboException USER if the file cannot be read
   */
  static FileStart of(Path file) {
    try (InputStream in = RegularFile.open(file)) {
      return new FileStart(file, in.readNBytes(2));
    } catch (IOException e) {
      throw FileProblem.unreadable(file, e);
    }
  }

  /** Returns whether it is a zip file, such as {@code .npz}. */
  boolean isZip() {
    return is('P', 'K');
  }

  /** Returns whether it is {@code .npy}. */
  boolean isNpy() {
    return is(0x93, 'N');
  }

  /** Returns whether it may be IDX of unsigned bytes, plain or gzip. */
  boolean isIdx() {
    return is(0, 0) || isGzip();
  }

  private boolean isGzip() {
    return is(0x1f, 0x8b);
  }

  private boolean is(int first, int second) {
    return bytes.length == 2 && bytes[0] == (byte) first && bytes[1] == (byte) second;
  }

  /**
   * Opens the file, decompressed if it is gzip.
   *
   * @throws ElboException USER if it cannot be read
   */
  UntrustedInput open() {
    return isGzip() ? UntrustedInput.gunzip(file) : UntrustedInput.open(file);
  }
}
