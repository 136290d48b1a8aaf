package org.elbosurgery.framework.data;

import java.util.Locale;
import java.util.Optional;
import org.elbosurgery.framework.npy.NpyArray;

/**
 * Finds columns that single precision, in which models are trained, would distort: columns in which
 * it rounds a value by more than a thousandth of the column's standard deviation. Times in seconds
 * since 1970, for example, are rounded to multiples of 128.
 */
final class RoundingCheck {

  /** The largest change of a value by rounding, in standard deviations of the column. */
  private static final double MAX_SHIFT = 1e-3;

  private final double[] mean;
  private final double[] squares;
  private final double[] shift;
  private final int[] worst;
  private final int rows;

  /** Computes the moments of all columns, row by row (Welford 1962). */
  private RoundingCheck(NpyArray array, int width) {
    mean = new double[width];
    squares = new double[width];
    shift = new double[width];
    worst = new int[width];
    rows = array.size() / width;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < width; j++) {
        double value = array.value(i * width + j);
        double step = value - mean[j];
        mean[j] += step / (i + 1);
        squares[j] += step * (value - mean[j]);
        double shifted = Math.abs(value - (float) value);
        if (shifted > shift[j]) {
          shift[j] = shifted;
          worst[j] = i;
        }
      }
    }
  }

  /**
   * Checks every value that single precision rounds. A constant column has nothing to lose.
   *
   * @param name of the rows, for the message
   * @param array the rows in succession
   * @param width the number of values in a row
   * @return a sentence about the first column in which a value is rounded too much; empty if there
   *     is none
   */
  static Optional<String> problem(String name, NpyArray array, int width) {
    if (array.type().fitsSinglePrecision()) {
      return Optional.empty();
    }
    RoundingCheck check = new RoundingCheck(array, width);
    for (int j = 0; j < width; j++) {
      double deviation = Math.sqrt(check.squares[j] / check.rows);
      if (deviation > 0 && check.shift[j] > MAX_SHIFT * deviation) {
        double value = array.value(check.worst[j] * width + j);
        return Optional.of(
            String.format(
                Locale.ROOT,
                "%s: single precision, in which models are trained, rounds %s in row %d, column %d"
                    + " by %.2g, but the column's standard deviation is %.2g: subtract the column's"
                    + " mean, and divide by its standard deviation",
                name,
                value,
                check.worst[j],
                j,
                check.shift[j],
                deviation));
      }
    }
    return Optional.empty();
  }
}
