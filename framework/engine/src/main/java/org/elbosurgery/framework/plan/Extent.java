package org.elbosurgery.framework.plan;

import java.util.Arrays;

/**
 * An array as rows of numbers in succession in memory. Axes of size 1 are ignored; of the others,
 * the last is the width and the rest are rows. A vector is a column, with rows of width 1.
 *
 * @param rows at least 1
 * @param width numbers in a row, at least 1
 */
record Extent(int rows, int width) {

  /** Returns the extent of an array of a shape. */
  static Extent of(long... shape) {
    long[] axes = Arrays.stream(shape).filter(size -> size != 1).toArray();
    if (axes.length < 2) {
      return new Extent(axes.length == 0 ? 1 : Math.toIntExact(axes[0]), 1);
    }
    long width = axes[axes.length - 1];
    long rows = Arrays.stream(axes, 0, axes.length - 1).reduce(1, Math::multiplyExact);
    return new Extent(Math.toIntExact(rows), Math.toIntExact(width));
  }

  /** Returns the number of values. */
  int size() {
    return Math.multiplyExact(rows, width);
  }
}
