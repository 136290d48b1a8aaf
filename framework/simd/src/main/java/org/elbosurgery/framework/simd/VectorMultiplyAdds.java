package org.elbosurgery.framework.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Fused multiply-adds by the Vector API, on the widest vectors of this machine. */
final class VectorMultiplyAdds implements MultiplyAdds {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /**
   * The number of independent sums: more than a latency of four cycles times two units, the most
   * that processors have.
   */
  private static final int SUMS = 10;

  @Override
  public int bits() {
    return SPECIES.vectorBitSize();
  }

  @Override
  public int operations() {
    return 2 * SUMS * SPECIES.length();
  }

  @Override
  public float run(int rounds) {
    FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    FloatVector a = FloatVector.broadcast(SPECIES, 1);
    FloatVector b = FloatVector.broadcast(SPECIES, 2);
    FloatVector c = FloatVector.broadcast(SPECIES, 3);
    FloatVector d = FloatVector.broadcast(SPECIES, 4);
    FloatVector e = FloatVector.broadcast(SPECIES, 5);
    FloatVector f = FloatVector.broadcast(SPECIES, 6);
    FloatVector g = FloatVector.broadcast(SPECIES, 7);
    FloatVector h = FloatVector.broadcast(SPECIES, 8);
    FloatVector j = FloatVector.broadcast(SPECIES, 9);
    FloatVector k = FloatVector.broadcast(SPECIES, 10);
    for (int i = 0; i < rounds; i++) {
      a = a.fma(half, one);
      b = b.fma(half, one);
      c = c.fma(half, one);
      d = d.fma(half, one);
      e = e.fma(half, one);
      f = f.fma(half, one);
      g = g.fma(half, one);
      h = h.fma(half, one);
      j = j.fma(half, one);
      k = k.fma(half, one);
    }
    FloatVector sum = a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(j).add(k);
    return sum.reduceLanes(VectorOperators.ADD);
  }
}
