package org.elbosurgery.api;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Codes as a density takes them. */
final class CodeRows {

  private CodeRows() {}

  /**
   * Returns the rows one after the other.
   *
   * @param z {@code [n, d]}
   * @param dimensions d, of the density
   * @throws IllegalArgumentException if z is not {@code [n, d]}
   */
  static double[] of(INDArray z, int dimensions) {
    if (z.rank() != 2) {
      throw new IllegalArgumentException("codes are [n, d], not of rank " + z.rank());
    }
    requireDimensions(z.size(1), dimensions);
    return z.dup('c').data().asDouble();
  }

  /** Requires that codes have as many dimensions as the density. */
  static void requireDimensions(long given, int dimensions) {
    if (given != dimensions) {
      throw new IllegalArgumentException(
          "codes have " + given + " dimensions, the density " + dimensions);
    }
  }
}
