package org.elbosurgery.framework.kernel;

import static org.elbosurgery.framework.kernel.StandardisedComponents.BLOCK;
import static org.elbosurgery.framework.kernel.StandardisedComponents.LEAF;
import static org.elbosurgery.framework.kernel.StandardisedComponents.TILE;

import java.util.Arrays;
import org.elbosurgery.framework.simd.ScalarExp;

/**
 * The kernel in single precision in plain Java: the algorithm of {@code VectorKernel} for a JVM
 * that was started without the Vector API. HotSpot turns the loop over a run of leaves into vector
 * instructions, provided that every array in it is read and written at the loop's own index.
 */
final class ScalarKernel implements PairKernel {

  /**
   * The number of dimensions after which the kernel checks again which leaves can still matter;
   * even.
   */
  private static final int STEP = 4;

  /** Stands for the missing dimension of the last pair if d is odd. */
  private static final float[] NOTHING = new float[BLOCK];

  private final ComponentTree tree;
  private final StandardisedComponents components;

  ScalarKernel(ComponentTree tree) {
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
        int inTile = near == 0 ? 0 : chunk.samplesIn(tile);
        for (int t = 0; t < inTile; t += 2) {
          pass.fold(tile, t, block, near);
        }
      }
    }
    chunk.write(logSum, entropy);
  }

  /** The folding of one chunk, two samples at a time. */
  private final class Pass {

    private final SampleChunk chunk;
    private final float[] first = new float[BLOCK];
    private final float[] second = new float[BLOCK];
    private final int[] relevant = new int[BLOCK];

    Pass(SampleChunk chunk) {
      this.chunk = chunk;
    }

    /** Adds the terms of a block's leaves that can matter to the samples t and t + 1 of a tile. */
    void fold(int tile, int t, int block, int leaves) {
      int sample = tile * TILE + t;
      int start = chunk.start(tile) + t;
      int d = components.dimensions();
      int near = leaves;
      Arrays.fill(first, 0);
      Arrays.fill(second, 0);
      for (int j = 0; j < d && near != 0; ) {
        int end = d - j < STEP + STEP / 2 ? d : j + STEP;
        addSquares(start, block, j, end, near);
        near = stillNear(near, chunk.threshold(sample), chunk.threshold(sample + 1));
        j = end;
      }
      if (near != 0) {
        sum(first, block, near, sample);
        if (t + 1 < chunk.samplesIn(tile)) {
          sum(second, block, near, sample + 1);
        }
      }
    }

    /**
     * Adds (u_j slope_jm + intercept_jm)^2 for some dimensions and all runs of near leaves to the
     * deficits.
     */
    private void addSquares(int start, int block, int from, int to, int near) {
      int size = components.constant(block).length;
      for (int rest = near; rest != 0; ) {
        int leaf = Integer.numberOfTrailingZeros(rest);
        int end = leaf + Integer.numberOfTrailingZeros(~(rest >>> leaf));
        rest &= -1 << end;
        addSquares(start, block, from, to, leaf * LEAF, Math.min(size, end * LEAF));
      }
    }

    private void addSquares(int start, int block, int from, int to, int begin, int end) {
      float[] z = chunk.coordinates();
      for (int j = from; j < to; j += 2) {
        boolean paired = j + 1 < to;
        int u = start + j * TILE;
        int v = paired ? u + TILE : u;
        ScalarKernel.addSquares(
            components.slope(block, j),
            components.intercept(block, j),
            paired ? components.slope(block, j + 1) : NOTHING,
            paired ? components.intercept(block, j + 1) : NOTHING,
            z[u],
            z[v],
            z[u + 1],
            z[v + 1],
            first,
            second,
            begin,
            end);
      }
    }

    /** Returns the leaves that have a deficit below the threshold of one of the two samples. */
    private int stillNear(int near, float firstThreshold, float secondThreshold) {
      int still = 0;
      for (int rest = near; rest != 0; rest &= rest - 1) {
        int leaf = Integer.numberOfTrailingZeros(rest);
        boolean below =
            anyBelow(firstThreshold, first, leaf * LEAF)
                || anyBelow(secondThreshold, second, leaf * LEAF);
        still |= below ? 1 << leaf : 0;
      }
      return still;
    }

    /** Adds those terms of the near leaves that matter to a sample to the sample's sums. */
    private void sum(float[] deficit, int block, int near, int sample) {
      int count = findRelevant(deficit, components.constant(block), near, chunk.threshold(sample));
      float min = chunk.reference(sample);
      for (int k = 0; k < count; k++) {
        min = Math.min(min, deficit[relevant[k]]);
      }
      if (min < chunk.reference(sample)) {
        chunk.lower(sample, min);
      }
      double sum = 0;
      double moment = 0;
      for (int k = 0; k < count; k++) {
        float x = Math.max(MIN_EXPONENT, min - deficit[relevant[k]]);
        float e = exp(x);
        sum += e;
        moment += e * x;
      }
      chunk.add(sample, sum, moment);
    }

    /** Completes the deficits of the near leaves and lists the ones below the threshold. */
    private int findRelevant(float[] deficit, float[] constant, int near, float threshold) {
      int found = 0;
      for (int rest = near; rest != 0; rest &= rest - 1) {
        int begin = Integer.numberOfTrailingZeros(rest) * LEAF;
        for (int m = begin; m < begin + LEAF; m++) {
          // Added last: the sum of squares of a near component is small, and so is its rounding
          // error.
          deficit[m] += constant[m];
          if (deficit[m] < threshold) {
            relevant[found++] = m;
          }
        }
      }
      return found;
    }
  }

  private static boolean anyBelow(float threshold, float[] deficit, int begin) {
    int below = 0;
    for (int m = begin; m < begin + LEAF; m++) {
      below |= deficit[m] < threshold ? 1 : 0;
    }
    return below != 0;
  }

  /**
   * Adds the squares of two dimensions for two samples: u and v of the first, w and x of the
   * second.
   */
  private static void addSquares(
      float[] a,
      float[] b,
      float[] c,
      float[] d,
      float u,
      float v,
      float w,
      float x,
      float[] y0,
      float[] y1,
      int begin,
      int end) {
    for (int m = begin; m < end; m++) {
      float t0 = Math.fma(u, a[m], b[m]);
      float s0 = Math.fma(v, c[m], d[m]);
      float t1 = Math.fma(w, a[m], b[m]);
      float s1 = Math.fma(x, c[m], d[m]);
      y0[m] = Math.fma(s0, s0, Math.fma(t0, t0, y0[m]));
      y1[m] = Math.fma(s1, s1, Math.fma(t1, t1, y1[m]));
    }
  }

  /** The smallest x for which e^x is a normal number. */
  private static final float MIN_EXPONENT = -87;

  /** Returns e^x for -87 <= x <= 0, where k can be added to the exponent bits directly. */
  private static float exp(float x) {
    float shifted = ScalarExp.shifted(x);
    float p = ScalarExp.fraction(x, shifted);
    int exponent = Float.floatToRawIntBits(shifted) << 23;
    return Float.intBitsToFloat(Float.floatToRawIntBits(p) + exponent);
  }
}
