package org.elbosurgery.framework.file;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.io.IOUtils;
import org.elbosurgery.api.ElboException;

/**
 * A stream whose content may be anything. No memory is allocated for more content than there can
 * be, and every problem is reported as an exception of category USER that names the file.
 */
public final class UntrustedInput implements AutoCloseable {

  /** The largest number of bytes that deflate can make from one byte. */
  private static final long MAX_INFLATION = 1032;

  private final String name;
  private final InputStream in;
  private long atMost;

  /**
   * Reads from a stream, which {@link #close} closes.
   *
   * @param name the file and the part of it, for messages
   * @param in the stream to read from
   * @param atMost the largest number of bytes that the stream can contain
   */
  public UntrustedInput(String name, InputStream in, long atMost) {
    this.name = name;
    this.in = in;
    this.atMost = atMost;
  }

  /**
   * Opens a file.
   *
   * @throws ElboException USER if it cannot be read or is no regular file
   */
  public static UntrustedInput open(Path file) {
    return new UntrustedInput(
        file.toString(), new BufferedInputStream(RegularFile.open(file)), RegularFile.size(file));
  }

  /**
   * Opens the decompressed content of a gzip file.
   *
   * @throws ElboException USER if it cannot be read or is no gzip file
   */
  public static UntrustedInput gunzip(Path file) {
    long size = inflatedAtMost(RegularFile.size(file));
    InputStream compressed = new BufferedInputStream(RegularFile.open(file));
    try {
      return new UntrustedInput(file.toString(), new GZIPInputStream(compressed), size);
    } catch (IOException e) {
      IOUtils.closeQuietly(compressed);
      throw FileProblem.unreadable(file, e);
    }
  }

  /**
   * Reads a short text.
   *
   * @param atMost the largest number of bytes allowed
   * @throws ElboException USER if it cannot be read, is longer, or is not UTF-8
   */
  public static String text(Path file, long atMost) {
    try (UntrustedInput in = open(file)) {
      if (in.remaining() > atMost) {
        throw in.problem("it has %d bytes, more than %d".formatted(in.remaining(), atMost));
      }
      byte[] bytes = in.take(in.remaining(), "text");
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw ElboException.user(file + " is not text in UTF-8", e);
    }
  }

  /** Returns the largest number of bytes that a number of deflated bytes can become. */
  public static long inflatedAtMost(long deflated) {
    return deflated > Long.MAX_VALUE / MAX_INFLATION ? Long.MAX_VALUE : deflated * MAX_INFLATION;
  }

  /** Returns the name that messages begin with. */
  public String name() {
    return name;
  }

  /** Returns the largest number of bytes that can still follow. */
  public long remaining() {
    return atMost;
  }

  /** Returns an exception of category USER that names this input. */
  public ElboException problem(String what) {
    return ElboException.user(name + ": " + what);
  }

  /**
   * Reads the next bytes.
   *
   * @param count the exact number of bytes
   * @param what a description of them, for messages
   * @throws ElboException USER if they are missing, damaged, or do not fit in memory
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

  /**
   * Passes over the next bytes.
   *
   * @param count the exact number of bytes
   * @param what a description of them, for messages
   * @throws ElboException USER if they are missing or damaged
   */
  public void skip(long count, String what) {
    if (count > atMost) {
      throw truncated(count, what, atMost);
    }
    try {
      in.skipNBytes(count);
    } catch (EOFException e) {
      throw problem("truncated: it ends within " + what);
    } catch (IOException e) {
      throw damaged(e);
    }
    atMost -= count;
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
   * @throws ElboException USER if more bytes follow, or the end shows that the content is damaged
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
      // Everything needed has been read.
      return;
    }
  }
}
