package org.elbosurgery.api.graph;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Reductions along one axis of a matrix that work for any size, including an axis of size 1 and a
 * batch of one. ND4J's own reductions fail on those inside a graph, and its log-sum-exp along a
 * dimension subtracts the wrong maximum.
 *
 * @since 0.1.0
 */
public final class Reduction {

  private Reduction() {}

  /**
   * Sums a matrix over its columns.
   *
   * @param x {@code [n, m]}
   * @return {@code [n]}
   */
  public static SDVariable sumOfRows(SDVariable x) {
    return cube(x).sum(2).reshape(-1);
  }

  /**
   * Averages a matrix over its rows.
   *
   * @param x {@code [n, m]}
   * @return {@code [1, m]}
   */
  public static SDVariable meanOfColumns(SDVariable x) {
    return cube(x).mean(1).reshape(1, -1);
  }

  /**
   * Averages a vector.
   *
   * @param x {@code [n]}
   * @return a scalar
   */
  public static SDVariable mean(SDVariable x) {
    return x.reshape(1, 1, -1).mean(0, 1, 2);
  }

  /**
   * Returns log sum_j exp(x_ij) of each row, computed around the row's own maximum.
   *
   * @param x {@code [n, m]}
   * @return {@code [n]}
   */
  public static SDVariable logSumExpOfRows(SDVariable x) {
    SDVariable cube = cube(x);
    SDVariable max = cube.max(true, 2);
    SDVariable sum = x.getSameDiff().math().exp(cube.sub(max)).sum(true, 2);
    return x.getSameDiff().math().log(sum).add(max).reshape(-1);
  }

  /** Reductions of an array of rank 3 do not take the path that fails on a size of 1. */
  private static SDVariable cube(SDVariable x) {
    return x.getSameDiff().stack(0, x);
  }
}
