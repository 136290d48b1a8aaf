package org.elbosurgery.framework.surgery;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.elbosurgery.api.PointValues;

/**
 * The values of the points that have been drawn, in the order of {@link RowDraws}: means over the
 * passes, if every point was drawn more than once. Needs memory for the points drawn, not for all.
 */
final class DrawnPoints {

  private static final int AVERAGE_KL = 0;
  private static final int INFORMATION = 1;
  private static final int MARGINAL_KL = 2;

  private final int size;
  private final double[][] values = new double[3][StoppingRule.FEWEST];
  private int[] rows = new int[StoppingRule.FEWEST];
  private long drawn;

  /**
   * Starts without points.
   *
   * @param size N
   */
  DrawnPoints(int size) {
    this.size = size;
  }

  /** Adds the values of the next point in the order of drawing. */
  void add(int row, double averageKl, double information, double marginalKl) {
    int place = (int) (drawn % size);
    if (place == rows.length) {
      int longer = (int) Math.min(size, 2L * place);
      rows = Arrays.copyOf(rows, longer);
      Arrays.setAll(values, term -> Arrays.copyOf(values[term], longer));
    }
    rows[place] = row;
    double[] added = {averageKl, information, marginalKl};
    for (int term = 0; term < added.length; term++) {
      values[term][place] += (added[term] - values[term][place]) / (drawn / size + 1);
    }
    drawn++;
  }

  /** Returns the values, with their row numbers unless they are of all points. */
  PointValues values() {
    int count = (int) Math.min(size, drawn);
    int[] byRow =
        IntStream.range(0, count)
            .boxed()
            .sorted((a, b) -> Integer.compare(rows[a], rows[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] averageKl = ordered(values[AVERAGE_KL], byRow);
    double[] information = ordered(values[INFORMATION], byRow);
    double[] marginalKl = ordered(values[MARGINAL_KL], byRow);
    int[] indices = Arrays.stream(byRow).map(place -> rows[place]).toArray();
    return count == size
        ? new PointValues(averageKl, information, marginalKl)
        : new PointValues(indices, averageKl, information, marginalKl);
  }

  private static double[] ordered(double[] values, int[] places) {
    return Arrays.stream(places).mapToDouble(place -> values[place]).toArray();
  }
}
