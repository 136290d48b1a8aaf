package org.elbosurgery.framework.file;

import java.io.IOException;
import java.io.OutputStream;

/** Bytes that can be written any number of times, the same every time. */
@FunctionalInterface
public interface Content {

  /**
   * Writes all bytes and leaves the stream open.
   *
   * @throws IOException if the stream throws it
   */
  void writeTo(OutputStream out) throws IOException;
}
