package org.elbosurgery.framework.plan;

import java.nio.FloatBuffer;
import java.util.List;

/** Copies arrays one after the other into one, or a part of an array into another. */
final class RowCopy {

  private RowCopy() {}

  /**
   * Returns the step that stacks arrays.
   *
   * @param parts the arrays
   * @param sizes how many numbers each has
   * @param whole receives them, one after the other
   */
  static Step stack(List<Memory> parts, List<Integer> sizes, Memory whole) {
    List<FloatBuffer> from = parts.stream().map(Memory::numbers).toList();
    FloatBuffer to = whole.numbers();
    return () -> {
      int at = 0;
      for (int i = 0; i < from.size(); i++) {
        to.put(at, from.get(i), 0, sizes.get(i));
        at += sizes.get(i);
      }
    };
  }

  /**
   * Returns the step that takes a part of an array.
   *
   * @param whole the array
   * @param from the number with which the part begins
   * @param part receives it
   * @param size how many numbers it has
   */
  static Step part(Memory whole, int from, Memory part, int size) {
    FloatBuffer source = whole.numbers();
    FloatBuffer target = part.numbers();
    return () -> target.put(0, source, from, size);
  }
}
