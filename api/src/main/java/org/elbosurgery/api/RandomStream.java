package org.elbosurgery.api;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * A stream of random numbers, and the root of any number of independent child streams.
 *
 * <p>A named or numbered child depends on the seed and the path of names alone, never on what has
 * been drawn before. Randomness can therefore be addressed (epoch 7, step 112) instead of stored,
 * and a resumed run draws the same numbers as an uninterrupted one. Not safe for use by several
 * threads at once; give each its own child.
 *
 * @since 0.1.0
 */
public final class RandomStream {

  private final long key;
  private final SplittableRandom random;

  private RandomStream(long key) {
    this.key = key;
    this.random = new SplittableRandom(key);
  }

  /** Returns the root stream of a seed. */
  public static RandomStream of(long seed) {
    return new RandomStream(mix(seed));
  }

  /** Returns the child stream with a name, at its beginning. */
  public RandomStream named(String name) {
    long hash = 0xcbf29ce484222325L; // FNV-1a, 64 bits
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return new RandomStream(mix(key ^ mix(hash)));
  }

  /** Returns the child stream with a number, at its beginning. */
  public RandomStream at(long index) {
    return new RandomStream(mix(key + mix(index ^ 0x9e3779b97f4a7c15L)));
  }

  /** Returns the next standard normal value. */
  public double nextGaussian() {
    return random.nextGaussian();
  }

  /** Returns the next value uniform on [0, 1). */
  public double nextDouble() {
    return random.nextDouble();
  }

  /**
   * Returns the next integer uniform on 0, ..., bound - 1.
   *
   * @throws IllegalArgumentException if the bound is below 1
   */
  public int nextInt(int bound) {
    return random.nextInt(bound);
  }

  /** Returns the next {@code n} standard normal values in single precision. */
  public float[] gaussians(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Returns the numbers 0, ..., n - 1 in random order (Fisher and Yates). */
  public int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }
}
