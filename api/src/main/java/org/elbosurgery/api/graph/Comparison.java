package org.elbosurgery.api.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.controlflow.compat.StopGradient;

/**
 * Comparisons of numbers. No gradient passes through them.
 *
 * @since 0.1.0
 */
public final class Comparison {

  private Comparison() {}

  /**
   * Returns 1 where two values are equal and 0 elsewhere.
   *
   * @param a {@code [n, m]}, {@code [n, 1]} or {@code [1, m]}
   * @param b likewise
   * @return {@code [n, m]}, of the type of a
   */
  public static SDVariable equal(SDVariable a, SDVariable b) {
    SDVariable equal = a.eq(b).castTo(a.dataType());
    return new StopGradient(a.getSameDiff(), equal).outputVariable();
  }
}
