package org.elbosurgery.framework.gap;

import org.elbosurgery.api.RandomStream;

/**
 * An endless random order of numbers: all of them once, then all of them again in another order.
 */
final class EndlessOrder {

  private final int[] numbers;
  private final RandomStream random;
  private int[] order;
  private int pass;
  private int at;

  /**
   * Starts with the first pass.
   *
   * @param numbers at least one
   * @param random the stream whose child {@code i} determines the order of pass i
   */
  EndlessOrder(int[] numbers, RandomStream random) {
    this.numbers = numbers;
    this.random = random;
    order = random.at(0).permutation(numbers.length);
  }

  /** Returns the next {@code count} numbers. */
  int[] next(int count) {
    int[] next = new int[count];
    for (int i = 0; i < count; i++) {
      if (at == order.length) {
        order = random.at(++pass).permutation(numbers.length);
        at = 0;
      }
      next[i] = numbers[order[at++]];
    }
    return next;
  }
}
