package org.elbosurgery.framework.npy;

import org.elbosurgery.framework.file.Content;

/** An array as the content of its {@code .npy} file, little-endian in C order. */
public interface NpyContent extends Content {

  /** Returns the number of bytes that are written. */
  long contentLength();
}
