package org.elbosurgery.framework.npy;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * An array that is written block by block from wherever its elements are, so that large ones need
 * no copy in memory.
 *
 * @param type the type of the elements
 * @param shape the lengths of the axes
 * @param elements gives the elements
 */
public record NpyBlocks(DType type, List<Integer> shape, Elements elements) implements NpyContent {

  private static final int BLOCK = 1 << 13;

  /** Copies the shape. */
  public NpyBlocks {
    shape = List.copyOf(shape);
  }

  /** The bytes of all elements, little-endian in C order. */
  @FunctionalInterface
  public interface Elements {

    /** Copies {@code length} bytes from a position on to the beginning of a block. */
    void copy(long position, byte[] block, int length);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(NpyHeader.encode(type, shape));
    byte[] block = new byte[BLOCK];
    long size = size();
    for (long at = 0; at < size; at += BLOCK) {
      int length = (int) Math.min(BLOCK, size - at);
      elements.copy(at, block, length);
      out.write(block, 0, length);
    }
  }

  @Override
  public long contentLength() {
    return NpyHeader.encode(type, shape).length + size();
  }

  private long size() {
    long size = type.bytes();
    for (int length : shape) {
      size *= length;
    }
    return size;
  }
}
