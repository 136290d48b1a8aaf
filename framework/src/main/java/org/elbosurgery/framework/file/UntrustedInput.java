package org.elbosurgery.framework.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.elbosurgery.api.ElboException;

/**
 * A stream whose content may be anything. Nothing is allocated for content that cannot be there,
 * and whatever is wrong is a user's mistake that names the file.
 */
public final class UntrustedInput implements AutoCloseable {

  /** Deflate cannot turn one byte into more than these. */
  private static final long GREATEST_INFLATION = 1032;

  private final String name;
  private final InputStream in;
  private long atMost;

  /**
   * Reads from a stream, which {@link #close} closes.
   *
   * @param name the file, and what in it, for messages
   * @param in where to read from
   * @param atMost bytes that the stream can hold at most
   */
  public UntrustedInput(String name, InputStream in, long atMost) {
    this.name = name;
    this.in = in;
    this.atMost = atMost;
  }

  /**
   * Opens a file.
   *
   * @throws ElboException a user's mistake if it cannot be read
   */
  public static UntrustedInput open(Path file) {
    try {
      long size = size(file);
      return new UntrustedInput(
          file.toString(), new BufferedInputStream(Files.newInputStream(file)), size);
    } catch (IOException e) {
      throw FileProblem.unreadable(file, e);
    }
  }

  /**
   * Opens the decompressed content of a gzip file.
   *
   * @throws ElboException a user's mistake if it cannot be read or is no gzip file
   */
  public static UntrustedInput gunzip(Path file) {
    try {
      long size = inflatedAtMost(size(file));
      InputStream compressed = new BufferedInputStream(Files.newInputStream(file));
      try {
        return new UntrustedInput(file.toString(), new GZIPInputStream(compressed), size);
      } catch (IOException e) {
        compressed.close();
        throw e;
      }
    } catch (IOException e) {
      throw FileProblem.unreadable(file, e);
    }
  }

  private static long size(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException("it is not a regular file");
    }
    return Files.size(file);
  }

  /** Returns how many bytes so many deflated bytes can become at most. */
  public static long inflatedAtMost(long deflated) {
    return deflated > Long.MAX_VALUE / GREATEST_INFLATION
        ? Long.MAX_VALUE
        : deflated * GREATEST_INFLATION;
  }

  /** Returns the name that messages begin with. */
  public String name() {
    return name;
  }

  /** Returns a user's mistake that names this input. */
  public ElboException problem(String what) {
    return ElboException.user(name + ": " + what);
  }

  /**
   * Reads the next bytes.
   *
   * @param count exactly how many
   * @param what what they are, for messages
   * @throws ElboException a user's mistake if they are not there, damaged, or do not fit in memory
   */
  public byte[] take(long count, String what) {
    if (count > atMost) {
      throw truncated(count, what, atMost);
    }
    HeapSpace.require(name, count);
    byte[] bytes = new byte[(int) count];
    int read;
    try {
      read = in.readNBytes(bytes, 0, bytes.length);
    } catch (IOException e) {
      throw damaged(e);
    }
    if (read < bytes.length) {
      throw truncated(count, what, read);
    }
    atMost -= count;
    return bytes;
  }

  private ElboException truncated(long count, String what, long there) {
    return problem(
        "truncated, or not what it says: "
            + count
            + " bytes of "
            + what
            + " expected, no more than "
            + there
            + " are there");
  }

  private ElboException damaged(IOException e) {
    return ElboException.user(name + ": damaged (" + e.getMessage() + ")", e);
  }

  /**
   * Checks that nothing follows.
   *
   * @throws ElboException a user's mistake if there is more, or the end shows damage
   */
  public void requireEnd() {
    try {
      if (in.read() >= 0) {
        throw problem("more bytes follow after the end of what it says it holds");
      }
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      // Everything wanted has been read.
      return;
    }
  }
}
