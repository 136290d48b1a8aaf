package org.elbosurgery.framework.surgery;

import static org.elbosurgery.framework.surgery.StandardisedComponents.BLOCK;
import static org.elbosurgery.framework.surgery.StandardisedComponents.TILE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel in single precision on the Vector API, one component a lane. Exponentials are taken
 * only of vectors in which some term can matter.
 *
 * <p>Loops that hold vectors have no branches: HotSpot would move the vectors to the heap. Deficits
 * are not negative, so they are ordered as their bits are, and integer minima, which are one
 * instruction, serve.
 */
final class VectorKernel implements PairKernel {

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> BITS = IntVector.SPECIES_PREFERRED;

  private final StandardisedComponents components;

  VectorKernel(StandardisedComponents components) {
    this.components = components;
  }

  @Override
  public void fold(double[] z, int from, int to, double[] logSum, double[] entropy) {
    float[] tiles = components.tiles(z, from, to);
    float[] deficit = new float[TILE * BLOCK];
    BlockSum sum = new BlockSum(components.margin(), new StreamingLogSumExp(to - from));
    for (int block = 0; block < components.blocks(); block++) {
      int size = components.constant(block).length;
      for (int first = 0; first < to - from; first += TILE) {
        deficits(tiles, first * components.dimensions(), block, deficit);
        int inTile = Math.min(TILE, to - from - first);
        for (int t = 0; t < inTile; t++) {
          sum.fold(deficit, t * BLOCK, t * BLOCK + size, first + t);
        }
      }
    }
    sum.state.write(components.peak(), from, logSum, entropy);
  }

  /** Writes constant_m + sum_j (u_j slope_jm + intercept_jm)^2 for a tile and a block. */
  private void deficits(float[] tiles, int start, int block, float[] out) {
    float[] constant = components.constant(block);
    int d = components.dimensions();
    for (int m = 0; m < constant.length; m += LANES.length()) {
      FloatVector y0 = FloatVector.zero(LANES);
      FloatVector y1 = y0;
      FloatVector y2 = y0;
      FloatVector y3 = y0;
      FloatVector y4 = y0;
      FloatVector y5 = y0;
      FloatVector y6 = y0;
      FloatVector y7 = y0;
      for (int j = 0; j < d; j++) {
        FloatVector a = FloatVector.fromArray(LANES, components.slope(block, j), m);
        FloatVector b = FloatVector.fromArray(LANES, components.intercept(block, j), m);
        int u = start + j * TILE;
        FloatVector t0 = every(tiles[u]).fma(a, b);
        FloatVector t1 = every(tiles[u + 1]).fma(a, b);
        FloatVector t2 = every(tiles[u + 2]).fma(a, b);
        FloatVector t3 = every(tiles[u + 3]).fma(a, b);
        FloatVector t4 = every(tiles[u + 4]).fma(a, b);
        FloatVector t5 = every(tiles[u + 5]).fma(a, b);
        FloatVector t6 = every(tiles[u + 6]).fma(a, b);
        FloatVector t7 = every(tiles[u + 7]).fma(a, b);
        y0 = t0.fma(t0, y0);
        y1 = t1.fma(t1, y1);
        y2 = t2.fma(t2, y2);
        y3 = t3.fma(t3, y3);
        y4 = t4.fma(t4, y4);
        y5 = t5.fma(t5, y5);
        y6 = t6.fma(t6, y6);
        y7 = t7.fma(t7, y7);
      }
      // Added last: the sum of squares of a near component is small and so has small rounding.
      FloatVector c = FloatVector.fromArray(LANES, constant, m);
      c.add(y0).intoArray(out, m);
      c.add(y1).intoArray(out, BLOCK + m);
      c.add(y2).intoArray(out, 2 * BLOCK + m);
      c.add(y3).intoArray(out, 3 * BLOCK + m);
      c.add(y4).intoArray(out, 4 * BLOCK + m);
      c.add(y5).intoArray(out, 5 * BLOCK + m);
      c.add(y6).intoArray(out, 6 * BLOCK + m);
      c.add(y7).intoArray(out, 7 * BLOCK + m);
    }
  }

  /** Adds the terms of one sample and block that can matter to the sample's running sums. */
  private static final class BlockSum {

    private final float margin;
    private final StreamingLogSumExp state;
    private final int[] relevant = new int[BLOCK];
    private final float[] lanes = new float[LANES.length()];

    BlockSum(float margin, StreamingLogSumExp state) {
      this.margin = margin;
      this.state = state;
    }

    void fold(float[] deficit, int from, int to, int sample) {
      float least = least(deficit, from, to);
      float reference = (float) state.reference(sample);
      if (!(least < reference + margin)) {
        return;
      }
      if (least < reference) {
        state.lower(sample, least);
        reference = least;
      }
      int count = findRelevant(deficit, from, to, reference + margin);
      FloatVector sum = FloatVector.zero(LANES);
      FloatVector moment = FloatVector.zero(LANES);
      for (int k = 0; k < count; k++) {
        FloatVector y = FloatVector.fromArray(LANES, deficit, relevant[k]).sub(every(reference));
        FloatVector x = atMost(y, GREATEST_EXPONENT).neg();
        FloatVector e = exp(x);
        sum = sum.add(e);
        moment = e.fma(x, moment);
      }
      state.add(sample, total(sum), total(moment));
    }

    private int findRelevant(float[] deficit, int from, int to, float threshold) {
      FloatVector bound = every(threshold);
      int count = 0;
      for (int m = from; m < to; m += LANES.length()) {
        FloatVector y = FloatVector.fromArray(LANES, deficit, m);
        if (y.compare(VectorOperators.LT, bound).anyTrue()) {
          relevant[count++] = m;
        }
      }
      return count;
    }

    /** Adds the lanes in fixed order: that of {@code reduceLanes} may vary between calls. */
    private double total(FloatVector vector) {
      vector.intoArray(lanes, 0);
      double total = 0;
      for (float lane : lanes) {
        total += lane;
      }
      return total;
    }
  }

  private static float least(float[] deficit, int from, int to) {
    IntVector least = FloatVector.fromArray(LANES, deficit, from).reinterpretAsInts();
    for (int m = from + LANES.length(); m < to; m += LANES.length()) {
      least = least.min(FloatVector.fromArray(LANES, deficit, m).reinterpretAsInts());
    }
    return Float.intBitsToFloat(least.reduceLanes(VectorOperators.MIN));
  }

  /** Returns the lesser of two numbers that are not negative. */
  private static FloatVector atMost(FloatVector y, float bound) {
    IntVector bits = IntVector.broadcast(BITS, Float.floatToRawIntBits(bound));
    return y.reinterpretAsInts().min(bits).reinterpretAsFloats();
  }

  private static FloatVector every(float value) {
    return FloatVector.broadcast(LANES, value);
  }

  /** The greatest x for which e^-x is a normal number. */
  private static final float GREATEST_EXPONENT = 87;

  private static final float LOG2_E = (float) (1 / Math.log(2));

  /** Adding 1.5 * 2^23 rounds to an integer and leaves it in the lowest bits. */
  private static final float ROUNDER = 0x1.8p23f;

  private static final float LOG_2 = (float) Math.log(2);

  /** What the rounding of log 2 left. */
  private static final float LOG_2_REST = (float) (Math.log(2) - LOG_2);

  /**
   * Returns e^x for -87 <= x <= 0, to about one unit in the last place. With k the integer nearest
   * to x / log 2, e^x = 2^k e^r, |r| <= (log 2) / 2, and e^r is its Taylor polynomial of degree 7.
   */
  private static FloatVector exp(FloatVector x) {
    FloatVector shifted = x.fma(every(LOG2_E), every(ROUNDER));
    FloatVector k = shifted.sub(every(ROUNDER));
    FloatVector r = k.fma(every(-LOG_2_REST), k.fma(every(-LOG_2), x));
    FloatVector p = every(1f / 5040);
    p = p.fma(r, every(1f / 720));
    p = p.fma(r, every(1f / 120));
    p = p.fma(r, every(1f / 24));
    p = p.fma(r, every(1f / 6));
    p = p.fma(r, every(1f / 2));
    p = p.fma(r, every(1));
    p = p.fma(r, every(1));
    IntVector exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    return p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
  }
}
