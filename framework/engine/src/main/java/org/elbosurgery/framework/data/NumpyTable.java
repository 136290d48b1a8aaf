package org.elbosurgery.framework.data;

import java.nio.charset.StandardCharsets;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.npy.DType;
import org.elbosurgery.framework.npy.NpyArray;

/**
 * Converts a NumPy array to rows: {@code [n, D]}, images {@code [n, h, w]} with D = h w, or with c
 * channels {@code [n, h, w, c]} with D = h w c.
 */
final class NumpyTable {

  /** Red, green, blue and one more. */
  private static final int MOST_CHANNELS = 4;

  private NumpyTable() {}

  /**
   * Returns the rows. If all values are 0 or 1, they are stored as bits; unsigned bytes are
   * otherwise grey values, divided by 255 as those of IDX images; all others are unchanged.
   *
   * @throws ElboException USER if the array has another rank, is empty, or loses too much in single
   *     precision
   */
  static NamedRows of(String name, NpyArray array) {
    if (array.rank() < 2 || array.rank() > 4) {
      throw ElboException.user(
          name + ": " + array + " is not a table: rows [n, D] or images [n, h, w(, c)] are");
    }
    if (array.size() == 0) {
      throw ElboException.user(name + ": " + array + " is empty");
    }
    if (array.rank() == 4 && array.length(3) > MOST_CHANNELS) {
      throw ElboException.user(
          "%s: %s is not images [n, h, w, c] with up to %d channels; put the channels last: array.transpose(0, 2, 3, 1)"
              .formatted(name, array, MOST_CHANNELS));
    }
    int width = array.size() / array.length(0);
    RoundingCheck.problem(name, array, width)
        .ifPresent(
            problem -> {
              throw ElboException.user(problem);
            });
    Rows rows = rows(array.floats(), width, array.type());
    return new NamedRows(name, rows, rows instanceof ByteRows ? grey(array) : array);
  }

  /** Returns the content of grey values, which is not that of the same bytes as they are. */
  private static Content grey(NpyArray array) {
    return out -> {
      out.write("grey".getBytes(StandardCharsets.US_ASCII));
      array.writeTo(out);
    };
  }

  private static Rows rows(float[] values, int width, DType type) {
    if (isBinary(values)) {
      return PackedBits.of(new FloatRows(width, values));
    }
    return type == DType.UINT8 ? new ByteRows(width, bytes(values)) : new FloatRows(width, values);
  }

  private static byte[] bytes(float[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static boolean isBinary(float[] values) {
    for (float value : values) {
      if (value != 0 && value != 1) {
        return false;
      }
    }
    return true;
  }
}
