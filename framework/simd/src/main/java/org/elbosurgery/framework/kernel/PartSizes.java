package org.elbosurgery.framework.kernel;

import java.util.stream.IntStream;

/**
 * Into how many parts the components of the aggregate posterior are divided, so that any number of
 * them can be summed with the memory of some parts. It depends on N and d alone, never on the
 * machine, and so do the results.
 */
public final class PartSizes {

  /** The largest number of values, N d, that are one part. */
  public static final int ONE = 1 << 25;

  /** The largest number of values in each of several parts. */
  private static final int SEVERAL = 1 << 22;

  /** The memory that a value takes while its part is laid out and summed: six numbers. */
  private static final int BYTES_OF_VALUE = 24;

  private PartSizes() {}

  /**
   * Returns where parts of equal size end, but for the last, which may be smaller.
   *
   * @param n the number of components, at least 1
   * @param d the number of dimensions
   * @return the number of the last component of each part plus one, increasing to N
   */
  public static int[] ends(int n, int d) {
    int rows = (long) n * d <= ONE ? n : Math.max(1, SEVERAL / d);
    int parts = (int) (((long) n + rows - 1) / rows);
    return IntStream.range(0, parts).map(i -> (int) Math.min(n, (i + 1L) * rows)).toArray();
  }

  /**
   * Returns how many of several parts to sum at a time: they may fill a quarter of the heap.
   *
   * @param threads to sum them on
   */
  public static int atOnce(int threads) {
    return (int) Math.max(1, Math.min(threads, quarter() / bytesOfPart()));
  }

  /** Returns the memory that several parts may take while they are summed. */
  public static long bytes() {
    return Math.max(quarter(), bytesOfPart());
  }

  private static long quarter() {
    return Runtime.getRuntime().maxMemory() / 4;
  }

  private static long bytesOfPart() {
    return (long) BYTES_OF_VALUE * SEVERAL;
  }
}
