package org.elbosurgery.framework.experiment;

import java.util.stream.IntStream;

/** Some of many rows, evenly spaced, for whom all are too many to keep. */
public final class EvenRows {

  /**
   * The most rows whose values are kept with results alone. A standard deviation over R rows is
   * known to one part in sqrt(2 R), here to 4.5 %.
   */
  public static final int MOST = 250;

  private EvenRows() {}

  /** Returns which of {@code size} rows is the i-th of {@code count} evenly spaced ones. */
  public static int row(int i, int count, int size) {
    return (int) ((long) i * size / count);
  }

  /** Returns the numbers of the rows that are kept of so many, ascending: all of few. */
  public static int[] of(int size) {
    int count = Math.min(MOST, size);
    return IntStream.range(0, count).map(i -> row(i, count, size)).toArray();
  }
}
