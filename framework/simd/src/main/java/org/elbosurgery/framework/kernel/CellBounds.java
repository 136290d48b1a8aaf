package org.elbosurgery.framework.kernel;

import static org.elbosurgery.framework.kernel.StandardisedComponents.BLOCK;

/**
 * Lower bounds of the deficits of whole cells of components, at all points of a box of samples:
 *
 * <pre>
 * deficit_m(z) >= min_m constant_m + sum_j (dist_j(box, cell) min_m slope_jm)^2,
 * </pre>
 *
 * where dist_j is the gap between the box and the means of the cell in dimension j. The bounds hold
 * in spite of rounding. With e = 2^-24 the gap is off by at most 6 e (|centre| + half-width) of the
 * box and 6 e of that of the cell, so each half-width is widened by 8 e; the sum is off by at most
 * a factor 1 - (d + 5) e, so slopes and constants are multiplied by 1 - 2 (d + 8) e.
 */
final class CellBounds {

  private static final double UNIT = 0x1p-24;
  private static final float WIDENING = 0x1p-21f;

  private final int dimensions;
  private final float[] constant;
  private final float[][] centre;
  private final float[][] half;
  private final float[][] slope;

  /**
   * Computes the bounds of cells of equal size.
   *
   * @param components the components in their order
   * @param cellSize components in a cell, of which a block has a whole number; the last may have
   *     fewer
   */
  CellBounds(StandardisedComponents components, int cellSize) {
    dimensions = components.dimensions();
    int cells = (components.size() + cellSize - 1) / cellSize;
    constant = new float[cells];
    centre = new float[dimensions][cells];
    half = new float[dimensions][cells];
    slope = new float[dimensions][cells];
    float shrink = (float) (1 - 2 * (dimensions + 8) * UNIT);
    for (int cell = 0; cell < cells; cell++) {
      int from = cell * cellSize;
      int to = Math.min(components.size(), from + cellSize);
      constant[cell] = shrink * components.minConstant(from, to);
      for (int j = 0; j < dimensions; j++) {
        fill(components, j, from, to, cell);
        slope[j][cell] *= shrink;
      }
    }
  }

  private void fill(StandardisedComponents components, int j, int from, int to, int cell) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    float minSlope = Float.POSITIVE_INFINITY;
    float[] slopes = components.slope(from / BLOCK, j);
    float[] intercepts = components.intercept(from / BLOCK, j);
    int first = from % BLOCK;
    for (int m = first; m < first + to - from; m++) {
      double mean = -(double) intercepts[m] / slopes[m];
      min = Math.min(min, mean);
      max = Math.max(max, mean);
      minSlope = Math.min(minSlope, slopes[m]);
    }
    float middle = (float) ((min + max) / 2);
    centre[j][cell] = middle;
    half[j][cell] = widened(middle, (float) Math.max(max - middle, middle - min));
    slope[j][cell] = minSlope;
  }

  /** Returns the half-width of an interval around a centre, enlarged to allow for all rounding. */
  static float widened(float centre, float half) {
    return half + WIDENING * (Math.abs(centre) + half);
  }

  /** Returns the number of cells. */
  int size() {
    return constant.length;
  }

  /**
   * Writes the bounds of the cells {@code from}, ..., {@code to - 1} to the same elements of {@code
   * bounds}.
   *
   * @param boxCentre the middle of the box in each dimension
   * @param boxHalf its half-widths, {@linkplain #widened widened}
   */
  void write(float[] boxCentre, float[] boxHalf, int from, int to, float[] bounds) {
    System.arraycopy(constant, from, bounds, from, to - from);
    for (int j = 0; j < dimensions; j++) {
      add(boxCentre[j], boxHalf[j], centre[j], half[j], slope[j], from, to, bounds);
    }
  }

  private static void add(
      float boxCentre,
      float boxHalf,
      float[] centre,
      float[] half,
      float[] slope,
      int from,
      int to,
      float[] bounds) {
    for (int k = from; k < to; k++) {
      float gap = Math.max(Math.abs(boxCentre - centre[k]) - (boxHalf + half[k]), 0);
      float t = gap * slope[k];
      bounds[k] += t * t;
    }
  }
}
