package org.elbosurgery.framework.simd;

import static org.elbosurgery.framework.simd.ScalarExp.LOG2_E;
import static org.elbosurgery.framework.simd.ScalarExp.LOG_2;
import static org.elbosurgery.framework.simd.ScalarExp.LOG_2_REST;
import static org.elbosurgery.framework.simd.ScalarExp.ROUNDER;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The steps of {@link ScalarExp} on vectors. */
public final class VectorExp {

  private VectorExp() {}

  /** Returns {@link ScalarExp#ROUNDER} + k, whose lowest bits are k. */
  public static FloatVector shifted(VectorSpecies<Float> lanes, FloatVector x) {
    return x.fma(every(lanes, LOG2_E), every(lanes, ROUNDER));
  }

  /**
   * Returns e^r.
   *
   * @param lanes a constant of the caller, from which HotSpot knows the width
   * @param x the exponents
   * @param shifted of x
   */
  public static FloatVector fraction(
      VectorSpecies<Float> lanes, FloatVector x, FloatVector shifted) {
    FloatVector k = shifted.sub(every(lanes, ROUNDER));
    FloatVector r = k.fma(every(lanes, -LOG_2_REST), k.fma(every(lanes, -LOG_2), x));
    FloatVector p = every(lanes, 1f / 5040);
    p = p.fma(r, every(lanes, 1f / 720));
    p = p.fma(r, every(lanes, 1f / 120));
    p = p.fma(r, every(lanes, 1f / 24));
    p = p.fma(r, every(lanes, 1f / 6));
    p = p.fma(r, every(lanes, 1f / 2));
    p = p.fma(r, every(lanes, 1));
    return p.fma(r, every(lanes, 1));
  }

  private static FloatVector every(VectorSpecies<Float> lanes, float value) {
    return FloatVector.broadcast(lanes, value);
  }
}
