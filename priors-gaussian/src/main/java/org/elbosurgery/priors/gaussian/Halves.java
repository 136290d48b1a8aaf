package org.elbosurgery.priors.gaussian;

/**
 * Codes as two halves of their dimensions, of which the first has the middle one. In one dimension
 * the second is empty.
 */
final class Halves {

  private Halves() {}

  /** Returns the number of dimensions of a half, 0 or 1. */
  static int size(int dimensions, int half) {
    return half == 0 ? (dimensions + 1) / 2 : dimensions / 2;
  }

  /** Returns the halves of codes, {@code [n, d]} row by row. */
  static double[][] of(double[] codes, int dimensions) {
    int rows = codes.length / dimensions;
    int middle = size(dimensions, 0);
    int rest = dimensions - middle;
    double[][] halves = {new double[rows * middle], new double[rows * rest]};
    for (int row = 0; row < rows; row++) {
      System.arraycopy(codes, row * dimensions, halves[0], row * middle, middle);
      System.arraycopy(codes, row * dimensions + middle, halves[1], row * rest, rest);
    }
    return halves;
  }

  /** Returns the codes that have these halves. */
  static double[] join(double[][] halves, int dimensions) {
    double[] codes = new double[halves[0].length + halves[1].length];
    int middle = size(dimensions, 0);
    int rest = dimensions - middle;
    for (int row = 0; row < codes.length / dimensions; row++) {
      System.arraycopy(halves[0], row * middle, codes, row * dimensions, middle);
      System.arraycopy(halves[1], row * rest, codes, row * dimensions + middle, rest);
    }
    return codes;
  }
}
