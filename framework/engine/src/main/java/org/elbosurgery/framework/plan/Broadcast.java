package org.elbosurgery.framework.plan;

import java.util.Optional;

/** How the numbers of an operand correspond to the numbers of a result. */
enum Broadcast {
  /** One number for each number of the result. */
  FULL,
  /** One row for all rows. */
  ROW,
  /** One column for all columns. */
  COLUMN,
  /** One number for all. */
  SCALAR;

  /**
   * Returns how an operand is broadcast to a result by ND4J's rules; empty if it is in none of
   * these ways. Axes are matched from the last to the first, ignoring axes of size 1 in the result.
   * An operand either has an axis or has size 1 there and is repeated along it:
   *
   * <pre>
   * operand    result
   * [4, 3]     [1, 4, 3]  FULL    has every axis
   * [3]        [4, 3]     ROW     has the last axis alone
   * [2, 4, 1]  [2, 4, 3]  COLUMN  has every axis but the last
   * [1, 1]     [4, 3]     SCALAR  has none
   * [2, 1, 3]  [2, 4, 3]  empty   has others than these
   * [4]        [4, 3]     empty   cannot be broadcast at all
   * </pre>
   *
   * @param operand shape of the operand
   * @param result shape of the result
   */
  static Optional<Broadcast> of(long[] operand, long[] result) {
    boolean all = true;
    boolean none = true;
    boolean lastAlone = true;
    boolean allButLast = true;
    int last = lastAxis(result);
    for (int axis = 0; axis < result.length; axis++) {
      int at = axis - result.length + operand.length;
      long size = at < 0 ? 1 : operand[at];
      if (result[axis] == 1) {
        continue;
      }
      boolean present = size == result[axis];
      if (!present && size != 1) {
        return Optional.empty();
      }
      all &= present;
      none &= !present;
      lastAlone &= present == (axis == last);
      allButLast &= present != (axis == last);
    }
    if (all) {
      return Optional.of(FULL);
    }
    if (none) {
      return Optional.of(SCALAR);
    }
    return lastAlone ? Optional.of(ROW) : allButLast ? Optional.of(COLUMN) : Optional.empty();
  }

  private static int lastAxis(long[] shape) {
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if (shape[axis] != 1) {
        return axis;
      }
    }
    return -1;
  }
}
