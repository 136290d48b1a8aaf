package org.elbosurgery.framework.kernel;

/**
 * An order of points in which neighbours in the order are near each other in space: the order of
 * the leaves of a k-d tree. Each cell is halved at the median of the dimension in which it spreads
 * most.
 */
final class KdOrder {

  /** The spread of a cell is computed from about this many of its points. */
  private static final int LOOKED_AT = 256;

  private final float[] points;
  private final int dimensions;
  private final int outer;
  private final int inner;
  private final int[] order;
  private final float[] key;

  private KdOrder(float[] points, int dimensions, int outer, int inner) {
    this.points = points;
    this.dimensions = dimensions;
    this.outer = outer;
    this.inner = inner;
    order = new int[points.length / dimensions];
    key = new float[order.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
  }

  /**
   * Returns the numbers of the points in order. Counted from the first, every run of {@code inner}
   * points is a cell of the tree, and so is every run of {@code outer} points; only the last cell
   * of either size may be smaller.
   *
   * @param points {@code [n, d]} row by row, finite, in units that make the dimensions comparable
   * @param dimensions d
   * @param outer the size of the larger cells, a multiple of {@code inner}
   * @param inner the size of the smaller cells
   */
  static int[] of(float[] points, int dimensions, int outer, int inner) {
    KdOrder tree = new KdOrder(points, dimensions, outer, inner);
    tree.split(0, tree.order.length);
    return tree.order;
  }

  private void split(int from, int to) {
    int size = to - from;
    if (size <= inner) {
      return;
    }
    int cell = size > outer ? outer : inner;
    int cells = (size + cell - 1) / cell;
    int middle = from + (cells + 1) / 2 * cell;
    int widest = widest(from, to);
    for (int i = from; i < to; i++) {
      key[i] = points[order[i] * dimensions + widest];
    }
    select(from, to - 1, middle);
    split(from, middle);
    split(middle, to);
  }

  /** Returns the dimension with the largest variance. */
  private int widest(int from, int to) {
    int step = Math.max(1, (to - from) / LOOKED_AT);
    double[] sum = new double[dimensions];
    double[] squares = new double[dimensions];
    int count = 0;
    for (int i = from; i < to; i += step) {
      int row = order[i] * dimensions;
      for (int j = 0; j < dimensions; j++) {
        double x = points[row + j];
        sum[j] += x;
        squares[j] += x * x;
      }
      count++;
    }
    int widest = 0;
    double max = 0;
    for (int j = 0; j < dimensions; j++) {
      double spread = squares[j] - sum[j] * sum[j] / count;
      if (spread > max) {
        max = spread;
        widest = j;
      }
    }
    return widest;
  }

  /**
   * Hoare's selection: moves the points with the smaller keys to the places up to {@code place}.
   */
  private void select(int first, int last, int place) {
    int low = first;
    int high = last;
    while (low < high) {
      float pivot = median(key[low], key[(low + high) >>> 1], key[high]);
      int i = low;
      int j = high;
      while (i <= j) {
        while (key[i] < pivot) {
          i++;
        }
        while (key[j] > pivot) {
          j--;
        }
        if (i <= j) {
          swap(i++, j--);
        }
      }
      if (place > j && place < i) {
        return;
      }
      low = place <= j ? low : i;
      high = place <= j ? j : high;
    }
  }

  private static float median(float a, float b, float c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  private void swap(int i, int j) {
    float k = key[i];
    key[i] = key[j];
    key[j] = k;
    int o = order[i];
    order[i] = order[j];
    order[j] = o;
  }
}
