package org.elbosurgery.api.graph;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Columns of a matrix.
 *
 * @since 0.1.0
 */
public final class Columns {

  private Columns() {}

  /**
   * Returns consecutive columns of a matrix.
   *
   * @param x {@code [n, m]}
   * @param from the first column, from 0
   * @param to the column after the last, at most m
   * @return {@code [n, to - from]}
   */
  public static SDVariable slice(SDVariable x, int from, int to) {
    // The strided slices of SDVariable.get have a wrong gradient for a batch of one.
    return x.getSameDiff().slice(x, new int[] {0, from}, -1, to - from);
  }
}
