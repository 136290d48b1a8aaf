package org.elbosurgery.framework.file;

import java.io.IOException;
import java.io.OutputStream;

/** Bytes that can be written as often as wanted, the same every time. */
@FunctionalInterface
public interface Content {

  /**
   * Writes all the bytes; leaves the stream open.
   *
   * @throws IOException if the stream does
   */
  void writeTo(OutputStream out) throws IOException;
}
