package org.elbosurgery.framework.surgery;

import static org.elbosurgery.framework.surgery.StandardisedComponents.BLOCK;
import static org.elbosurgery.framework.surgery.StandardisedComponents.TILE;

import java.util.Arrays;

/**
 * The kernel in single precision in plain Java: the algorithm of {@code VectorKernel} for a JVM
 * that was started without the Vector API. HotSpot turns the loop over a block into vector
 * instructions, provided that every array in it is read and written at the loop's own index.
 */
final class ScalarKernel implements PairKernel {

  /** The second of the last pair of dimensions where their number is odd. */
  private static final float[] NOTHING = new float[BLOCK];

  private final StandardisedComponents components;

  ScalarKernel(StandardisedComponents components) {
    this.components = components;
  }

  @Override
  public void fold(double[] z, int from, int to, double[] logSum, double[] entropy) {
    float[] tiles = components.tiles(z, from, to);
    float[][] deficit = new float[TILE][BLOCK];
    int[] relevant = new int[BLOCK];
    StreamingLogSumExp state = new StreamingLogSumExp(to - from);
    for (int block = 0; block < components.blocks(); block++) {
      int size = components.constant(block).length;
      for (int first = 0; first < to - from; first += TILE) {
        int inTile = Math.min(TILE, to - from - first);
        for (int t = 0; t < inTile; t += 2) {
          int start = first * components.dimensions() + t;
          deficits(tiles, start, block, deficit[t], deficit[t + 1]);
        }
        for (int t = 0; t < inTile; t++) {
          sum(deficit[t], size, first + t, state, relevant);
        }
      }
    }
    state.write(components.peak(), from, logSum, entropy);
  }

  /** Writes constant_m + sum_j (u_j slope_jm + intercept_jm)^2 for two samples and a block. */
  private void deficits(float[] tiles, int start, int block, float[] y0, float[] y1) {
    float[] constant = components.constant(block);
    int d = components.dimensions();
    Arrays.fill(y0, 0, constant.length, 0);
    Arrays.fill(y1, 0, constant.length, 0);
    for (int j = 0; j < d; j += 2) {
      boolean paired = j + 1 < d;
      int u = start + j * TILE;
      int v = paired ? u + TILE : u;
      addSquares(
          components.slope(block, j),
          components.intercept(block, j),
          paired ? components.slope(block, j + 1) : NOTHING,
          paired ? components.intercept(block, j + 1) : NOTHING,
          tiles[u],
          tiles[v],
          tiles[u + 1],
          tiles[v + 1],
          y0,
          y1,
          constant.length);
    }
    // Added last: the sum of squares of a near component is small and so has small rounding.
    for (int m = 0; m < constant.length; m++) {
      y0[m] += constant[m];
      y1[m] += constant[m];
    }
  }

  /** Two dimensions of two samples (u and v of the first, w and x of the second) at a time. */
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
      int size) {
    for (int m = 0; m < size; m++) {
      float t0 = Math.fma(u, a[m], b[m]);
      float s0 = Math.fma(v, c[m], d[m]);
      float t1 = Math.fma(w, a[m], b[m]);
      float s1 = Math.fma(x, c[m], d[m]);
      y0[m] = Math.fma(s0, s0, Math.fma(t0, t0, y0[m]));
      y1[m] = Math.fma(s1, s1, Math.fma(t1, t1, y1[m]));
    }
  }

  /** Adds the terms of one sample and block that can matter to the sample's running sums. */
  private void sum(
      float[] deficit, int size, int sample, StreamingLogSumExp state, int[] relevant) {
    float margin = components.margin();
    float reference = (float) state.reference(sample);
    int count = findBelow(reference + margin, deficit, size, relevant);
    float least = reference;
    for (int k = 0; k < count; k++) {
      least = Math.min(least, deficit[relevant[k]]);
    }
    if (least < reference) {
      state.lower(sample, least);
    }
    double sum = 0;
    double moment = 0;
    for (int k = 0; k < count; k++) {
      float x = least - deficit[relevant[k]];
      if (x > -margin) {
        float e = exp(x);
        sum += e;
        moment += e * x;
      }
    }
    state.add(sample, sum, moment);
  }

  private static int findBelow(float threshold, float[] deficit, int size, int[] places) {
    int count = 0;
    for (int m = 0; m < size; m++) {
      if (deficit[m] < threshold) {
        places[count++] = m;
      }
    }
    return count;
  }

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
  // The polynomial of VectorKernel again: two compilers see the two, that of the Vector API's
  // intrinsics there and the one of plain arithmetic here, and no shared form suits both.
  private static float exp(float x) {
    float shifted = Math.fma(x, LOG2_E, ROUNDER);
    float k = shifted - ROUNDER;
    float r = Math.fma(k, -LOG_2_REST, Math.fma(k, -LOG_2, x));
    float p = 1f / 5040;
    p = Math.fma(p, r, 1f / 720);
    p = Math.fma(p, r, 1f / 120);
    p = Math.fma(p, r, 1f / 24);
    p = Math.fma(p, r, 1f / 6);
    p = Math.fma(p, r, 1f / 2);
    p = Math.fma(p, r, 1);
    p = Math.fma(p, r, 1);
    int exponent = Float.floatToRawIntBits(shifted) << 23;
    return Float.intBitsToFloat(Float.floatToRawIntBits(p) + exponent);
  }
}
