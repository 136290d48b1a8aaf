package org.elbosurgery.framework.kernel;

import static org.elbosurgery.framework.kernel.StandardisedComponents.BLOCK;
import static org.elbosurgery.framework.kernel.StandardisedComponents.LEAF;
import static org.elbosurgery.framework.kernel.StandardisedComponents.TILE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.elbosurgery.framework.simd.VectorExp;

/**
 * The kernel in single precision on the Vector API, with one component in each lane. After every
 * few dimensions it keeps only the vectors in which some term can still matter to some sample of
 * the tile, and it computes exponentials only for vectors in which some term does.
 *
 * <p>Loops that hold vectors have no branches, because HotSpot would otherwise move the vectors to
 * the heap. Deficits are not negative, so they have the same order as their bits, and integer
 * minima and differences, each one instruction, can be used.
 */
final class VectorKernel implements PairKernel {

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> BITS = IntVector.SPECIES_PREFERRED;

  /**
   * The number of dimensions after which the kernel checks again which vectors can still matter.
   */
  private static final int STEP = 4;

  /** The bits of the leaves covered by one vector. */
  private static final int LEAVES = (1 << Math.max(1, LANES.length() / LEAF)) - 1;

  private final ComponentTree tree;
  private final StandardisedComponents components;

  VectorKernel(ComponentTree tree) {
    this.tree = tree;
    components = tree.components();
  }

  @Override
  public int[] order(double[] z) {
    return components.order(z);
  }

  @Override
  public void fold(OrderedSamples samples, int from, int to, double[] logSum, double[] entropy) {
    SampleChunk chunk = new SampleChunk(tree, samples, from, to);
    Pass pass = new Pass(chunk);
    for (int block = 0; block < components.blocks(); block++) {
      for (int tile = 0; tile < chunk.tiles(); tile++) {
        int near = chunk.near(tile, block);
        if (near != 0) {
          pass.fold(tile, block, near);
        }
      }
    }
    chunk.write(logSum, entropy);
  }

  /**
   * The folding of one chunk; a vector of a block is identified by the place of its first
   * component.
   */
  private final class Pass {

    private final SampleChunk chunk;
    private final float[] coordinates;
    private final float[] deficit = new float[TILE * BLOCK];
    private final int[] threshold = new int[TILE];
    private final int[] near = new int[BLOCK];
    private final int[] relevant = new int[BLOCK];
    private final float[] lanes = new float[LANES.length()];

    Pass(SampleChunk chunk) {
      this.chunk = chunk;
      coordinates = chunk.coordinates();
    }

    /** Adds the terms of a block's leaves that can matter to the samples of a tile. */
    void fold(int tile, int block, int leaves) {
      for (int t = 0; t < TILE; t++) {
        threshold[t] = Float.floatToRawIntBits(chunk.threshold(tile * TILE + t));
      }
      float[] constant = components.constant(block);
      int count = begin(leaves, constant.length);
      int d = components.dimensions();
      for (int j = 0; j < d && count > 0; ) {
        int end = d - j < STEP + STEP / 2 ? d : j + STEP;
        addSquares(chunk.start(tile), block, j, end, count);
        count = stillNear(count);
        j = end;
      }
      int samples = count > 0 ? chunk.samplesIn(tile) : 0;
      for (int t = 0; t < samples; t++) {
        sum(t * BLOCK, count, constant, tile * TILE + t);
      }
    }

    /** Lists the vectors of the leaves and clears their deficits. */
    private int begin(int leaves, int size) {
      int count = 0;
      for (int m = 0; m < size; m += LANES.length()) {
        near[count] = m;
        count += ((leaves >>> (m / LEAF)) & LEAVES) != 0 ? 1 : 0;
      }
      FloatVector zero = FloatVector.zero(LANES);
      for (int k = 0; k < count; k++) {
        for (int t = 0; t < TILE; t++) {
          zero.intoArray(deficit, t * BLOCK + near[k]);
        }
      }
      return count;
    }

    /** Adds (u_j slope_jm + intercept_jm)^2 for some dimensions to the near vectors' deficits. */
    private void addSquares(int start, int block, int from, int to, int count) {
      float[] y = deficit;
      for (int k = 0; k < count; k++) {
        int m = near[k];
        FloatVector y0 = FloatVector.fromArray(LANES, y, m);
        FloatVector y1 = FloatVector.fromArray(LANES, y, BLOCK + m);
        FloatVector y2 = FloatVector.fromArray(LANES, y, 2 * BLOCK + m);
        FloatVector y3 = FloatVector.fromArray(LANES, y, 3 * BLOCK + m);
        FloatVector y4 = FloatVector.fromArray(LANES, y, 4 * BLOCK + m);
        FloatVector y5 = FloatVector.fromArray(LANES, y, 5 * BLOCK + m);
        FloatVector y6 = FloatVector.fromArray(LANES, y, 6 * BLOCK + m);
        FloatVector y7 = FloatVector.fromArray(LANES, y, 7 * BLOCK + m);
        for (int j = from; j < to; j++) {
          FloatVector a = FloatVector.fromArray(LANES, components.slope(block, j), m);
          FloatVector b = FloatVector.fromArray(LANES, components.intercept(block, j), m);
          int u = start + j * TILE;
          FloatVector t0 = every(coordinates[u]).fma(a, b);
          FloatVector t1 = every(coordinates[u + 1]).fma(a, b);
          FloatVector t2 = every(coordinates[u + 2]).fma(a, b);
          FloatVector t3 = every(coordinates[u + 3]).fma(a, b);
          FloatVector t4 = every(coordinates[u + 4]).fma(a, b);
          FloatVector t5 = every(coordinates[u + 5]).fma(a, b);
          FloatVector t6 = every(coordinates[u + 6]).fma(a, b);
          FloatVector t7 = every(coordinates[u + 7]).fma(a, b);
          y0 = t0.fma(t0, y0);
          y1 = t1.fma(t1, y1);
          y2 = t2.fma(t2, y2);
          y3 = t3.fma(t3, y3);
          y4 = t4.fma(t4, y4);
          y5 = t5.fma(t5, y5);
          y6 = t6.fma(t6, y6);
          y7 = t7.fma(t7, y7);
        }
        y0.intoArray(y, m);
        y1.intoArray(y, BLOCK + m);
        y2.intoArray(y, 2 * BLOCK + m);
        y3.intoArray(y, 3 * BLOCK + m);
        y4.intoArray(y, 4 * BLOCK + m);
        y5.intoArray(y, 5 * BLOCK + m);
        y6.intoArray(y, 6 * BLOCK + m);
        y7.intoArray(y, 7 * BLOCK + m);
      }
    }

    /**
     * Keeps only the vectors that have a deficit below the threshold of some sample; returns their
     * number.
     */
    private int stillNear(int count) {
      int kept = 0;
      for (int k = 0; k < count; k++) {
        int m = near[k];
        // A difference is negative (its highest bit is set) if the deficit is below the threshold.
        IntVector below = fromThreshold(0, m);
        for (int t = 1; t < TILE; t++) {
          below = below.or(fromThreshold(t, m));
        }
        near[kept] = m;
        kept += below.compare(VectorOperators.LT, 0).anyTrue() ? 1 : 0;
      }
      return kept;
    }

    private IntVector fromThreshold(int t, int m) {
      return FloatVector.fromArray(LANES, deficit, t * BLOCK + m)
          .reinterpretAsInts()
          .sub(threshold[t]);
    }

    /** Adds those terms of the near vectors that matter to a sample to the sample's sums. */
    private void sum(int row, int count, float[] constant, int sample) {
      int terms = findRelevant(row, count, constant, chunk.threshold(sample));
      if (terms == 0) {
        return;
      }
      float min = least(row, terms);
      if (min < chunk.reference(sample)) {
        chunk.lower(sample, min);
      }
      float reference = chunk.reference(sample);
      FloatVector sum = FloatVector.zero(LANES);
      FloatVector moment = FloatVector.zero(LANES);
      for (int k = 0; k < terms; k++) {
        FloatVector y = FloatVector.fromArray(LANES, deficit, row + relevant[k]);
        FloatVector x = atMost(y.sub(every(reference)), MAX_EXPONENT).neg();
        FloatVector e = exp(x);
        sum = sum.add(e);
        moment = e.fma(x, moment);
      }
      chunk.add(sample, total(sum), total(moment));
    }

    /**
     * Completes the deficits of the near vectors and lists the vectors that have one below a
     * threshold.
     */
    private int findRelevant(int row, int count, float[] constant, float threshold) {
      FloatVector bound = every(threshold);
      int found = 0;
      for (int k = 0; k < count; k++) {
        int m = near[k];
        // Added last: the sum of squares of a near component is small and so has small rounding.
        FloatVector y =
            FloatVector.fromArray(LANES, deficit, row + m)
                .add(FloatVector.fromArray(LANES, constant, m));
        y.intoArray(deficit, row + m);
        relevant[found] = m;
        found += y.compare(VectorOperators.LT, bound).anyTrue() ? 1 : 0;
      }
      return found;
    }

    private float least(int row, int terms) {
      IntVector min = IntVector.broadcast(BITS, Integer.MAX_VALUE);
      for (int k = 0; k < terms; k++) {
        min = min.min(FloatVector.fromArray(LANES, deficit, row + relevant[k]).reinterpretAsInts());
      }
      return Float.intBitsToFloat(min.reduceLanes(VectorOperators.MIN));
    }

    /** Adds the lanes in a fixed order; the order of {@code reduceLanes} may vary between calls. */
    private double total(FloatVector vector) {
      vector.intoArray(lanes, 0);
      double even = 0;
      double odd = 0;
      for (int i = 0; i < lanes.length; i += 2) {
        even += lanes[i];
        odd += lanes[i + 1];
      }
      return even + odd;
    }
  }

  /** Returns the smaller of two non-negative numbers. */
  private static FloatVector atMost(FloatVector y, float bound) {
    IntVector bits = IntVector.broadcast(BITS, Float.floatToRawIntBits(bound));
    return y.reinterpretAsInts().min(bits).reinterpretAsFloats();
  }

  private static FloatVector every(float value) {
    return FloatVector.broadcast(LANES, value);
  }

  /** The largest x for which e^-x is a normal number. */
  private static final float MAX_EXPONENT = 87;

  /** Returns e^x for -87 <= x <= 0, where k can be added to the exponent bits directly. */
  private static FloatVector exp(FloatVector x) {
    FloatVector shifted = VectorExp.shifted(LANES, x);
    FloatVector p = VectorExp.fraction(LANES, x, shifted);
    IntVector exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    return p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
  }
}
