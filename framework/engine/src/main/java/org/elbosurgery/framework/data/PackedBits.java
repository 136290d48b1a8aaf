package org.elbosurgery.framework.data;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.elbosurgery.framework.file.Content;

/**
 * Binary values stored as bits: each row begins with a new byte, the most significant bit comes
 * first, and the last byte of a row is padded with zeros. As {@link Content} they are these bytes.
 */
public final class PackedBits implements Rows, Content {

  /** The eight bits of each byte as numbers. */
  private static final float[][] BITS_OF = new float[256][8];

  static {
    for (int bits = 0; bits < 256; bits++) {
      for (int j = 0; j < 8; j++) {
        BITS_OF[bits][j] = (bits >> (7 - j)) & 1;
      }
    }
  }

  private final int width;
  private final int stride; // bytes in a row
  private final byte[] bits;

  /** Keeps {@code bits} without copying; they must not be changed afterwards. */
  PackedBits(int width, byte[] bits) {
    stride = stride(width);
    if (stride < 1 || bits.length % stride != 0) {
      throw new IllegalArgumentException(
          bits.length + " bytes do not make rows of " + width + " bits");
    }
    this.width = width;
    this.bits = bits;
  }

  /** Returns binary rows: 1 where a value is greater than 0.5, else 0. */
  public static PackedBits of(Rows rows) {
    int stride = stride(rows.width());
    byte[] bits = new byte[Math.multiplyExact(rows.size(), stride)];
    float[] row = new float[rows.width()];
    for (int i = 0; i < rows.size(); i++) {
      rows.copyTo(i, row, 0);
      for (int j = 0; j < row.length; j++) {
        if (row[j] > 0.5f) {
          bits[i * stride + j / 8] |= (byte) (0x80 >> (j % 8));
        }
      }
    }
    return new PackedBits(rows.width(), bits);
  }

  private static int stride(int width) {
    return (width + 7) / 8;
  }

  @Override
  public int size() {
    return bits.length / stride;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    int from = Objects.checkIndex(row, size()) * stride;
    int whole = width / 8;
    for (int i = 0; i < whole; i++) {
      System.arraycopy(BITS_OF[bits[from + i] & 0xff], 0, target, offset + 8 * i, 8);
    }
    if (whole < stride) {
      float[] last = BITS_OF[bits[from + whole] & 0xff];
      System.arraycopy(last, 0, target, offset + 8 * whole, width - 8 * whole);
    }
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(bits);
  }
}
