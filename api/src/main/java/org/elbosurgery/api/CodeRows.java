package org.elbosurgery.api;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Checks the codes that a density is evaluated at.
 *
 * @since 0.1.0
 */
public final class CodeRows {

  private CodeRows() {}

  /**
   * Returns the values of the codes, row by row.
   *
   * @param z {@code [n, d]}
   * @param dimensions d, the density's number of dimensions
   * @throws IllegalArgumentException if z is not {@code [n, d]}
   */
  public static double[] of(INDArray z, int dimensions) {
    if (z.rank() != 2) {
      throw new IllegalArgumentException("codes are [n, d], not of rank " + z.rank());
    }
    requireDimensions(z.size(1), dimensions);
    return z.dup('c').data().asDouble();
  }

  /**
   * Checks that codes have as many dimensions as the density.
   *
   * @throws IllegalArgumentException if they do not
   */
  public static void requireDimensions(long given, int dimensions) {
    if (given != dimensions) {
      throw new IllegalArgumentException(
          "codes have " + given + " dimensions, the density " + dimensions);
    }
  }
}
