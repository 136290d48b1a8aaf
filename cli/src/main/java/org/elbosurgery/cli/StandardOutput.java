package org.elbosurgery.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.elbosurgery.api.ElboException;

/**
 * Standard output whose failures end the command. A {@link PrintStream} hides failures, so that
 * half a table on a full disk would count as complete.
 */
final class StandardOutput extends OutputStream {

  /** The system's message for a write to a pipe without a reader. */
  private static final String BROKEN_PIPE = "Broken pipe";

  /**
   * Thrown if the reader of a pipe has gone, as after {@code | head}, which is not a failure and
   * needs no message.
   */
  static final class Unread extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unread(IOException cause) {
      super(cause);
    }
  }

  private final OutputStream out;

  private StandardOutput(OutputStream out) {
    this.out = out;
  }

  /**
   * Returns a stream that prints UTF-8 whatever the locale. Printing throws {@link Unread} when the
   * reader of a pipe has gone, and an ElboException of category USER if the bytes cannot be
   * written.
   */
  static PrintStream to(OutputStream out) {
    return new PrintStream(new StandardOutput(out), true, StandardCharsets.UTF_8);
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private static RuntimeException failure(IOException e) {
    return BROKEN_PIPE.equals(e.getMessage())
        ? new Unread(e)
        : ElboException.user("cannot write to standard output: " + e.getMessage(), e);
  }
}
