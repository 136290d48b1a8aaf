package org.elbosurgery.api.graph;

import org.elbosurgery.api.Interval;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Keeps values in a range.
 *
 * @since 0.1.0
 */
public final class Clip {

  private Clip() {}

  /**
   * Returns max(low, min(x, high)), the hard tanh of a general range. Its gradient is 1 inside and
   * at the bounds themselves, so that a value which starts at a bound can leave it, and 0 outside.
   * ND4J's own clipping has the gradient 0 at the bounds.
   *
   * @param x of any shape
   * @param range bounds, possibly infinite
   * @return of the same shape
   */
  public static SDVariable to(SDVariable x, Interval range) {
    SameDiff graph = x.getSameDiff();
    SDVariable clipped = x;
    if (Double.isFinite(range.high())) {
      clipped = graph.math().min(clipped, bound(x, range.high()));
    }
    if (Double.isFinite(range.low())) {
      clipped = graph.math().max(clipped, bound(x, range.low()));
    }
    return clipped;
  }

  private static SDVariable bound(SDVariable x, double value) {
    return x.getSameDiff().constant(Nd4j.scalar(x.dataType(), value));
  }
}
