package org.elbosurgery.framework.exchange;

import java.util.Collections;
import java.util.List;
import org.elbosurgery.api.PosteriorRows;

/**
 * Posteriors of several parts, one after the other, each where it is.
 *
 * @param parts of the same number of dimensions, at least one
 * @param starts the number of the first row of each part, and that of all rows
 */
record JoinedRows(List<? extends PosteriorRows> parts, List<Integer> starts)
    implements PosteriorRows {

  /**
   * Joins parts.
   *
   * @throws ArithmeticException if they have more than 2^31 - 1 rows
   */
  static JoinedRows of(List<? extends PosteriorRows> parts) {
    Integer[] starts = new Integer[parts.size() + 1];
    starts[0] = 0;
    for (int i = 0; i < parts.size(); i++) {
      starts[i + 1] = Math.addExact(starts[i], parts.get(i).size());
    }
    return new JoinedRows(parts, List.of(starts));
  }

  @Override
  public int size() {
    return starts.get(parts.size());
  }

  @Override
  public int dimensions() {
    return parts.get(0).dimensions();
  }

  @Override
  public boolean isSinglePrecision() {
    return parts.stream().allMatch(PosteriorRows::isSinglePrecision);
  }

  @Override
  public void read(int from, int to, double[] mean, double[] logVariance) {
    int d = dimensions();
    int row = from;
    for (int part = part(from); row < to; part++) {
      int first = row - starts.get(part);
      int rows = Math.min(to - row, parts.get(part).size() - first);
      if (rows == to - from) {
        parts.get(part).read(first, first + rows, mean, logVariance);
        return;
      }
      double[] means = new double[rows * d];
      double[] logVariances = new double[rows * d];
      parts.get(part).read(first, first + rows, means, logVariances);
      System.arraycopy(means, 0, mean, (row - from) * d, rows * d);
      System.arraycopy(logVariances, 0, logVariance, (row - from) * d, rows * d);
      row += rows;
    }
  }

  /** Returns the part that has a row. */
  private int part(int row) {
    int found = Collections.binarySearch(starts, row);
    return found >= 0 ? found : -found - 2;
  }
}
