package org.elbosurgery.framework.data;

import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.npy.NpyArray;

/** Converts a NumPy array to rows: {@code [n, D]}, or images {@code [n, h, w]} with D = h w. */
final class NumpyTable {

  private NumpyTable() {}

  /**
   * Returns the rows with their values unchanged: a byte of 255 is 255. If all values are 0 or 1,
   * they are stored as bits.
   *
   * @throws ElboException USER if the array has another rank, is empty, or loses too much in single
   *     precision
   */
  static NamedRows of(String name, NpyArray array) {
    if (array.rank() != 2 && array.rank() != 3) {
      throw ElboException.user(
          name + ": " + array + " is not a table: rows [n, D] or images [n, h, w] are");
    }
    if (array.size() == 0) {
      throw ElboException.user(name + ": " + array + " is empty");
    }
    int width = array.size() / array.length(0);
    RoundingCheck.problem(name, array, width)
        .ifPresent(
            problem -> {
              throw ElboException.user(problem);
            });
    float[] values = array.floats();
    Rows rows = new FloatRows(width, values);
    return new NamedRows(name, isBinary(values) ? PackedBits.of(rows) : rows, array);
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
