package org.elbosurgery.framework.simd;

/**
 * The steps of e^x in single precision, to about one unit in the last place. With k the integer
 * nearest to x / log 2, e^x = 2^k e^r, {@code |r| <= (log 2) / 2}, and e^r is its Taylor polynomial
 * of degree 7. How to multiply by 2^k depends on the range of x and is left to the caller.
 */
public final class ScalarExp {

  /**
   * Adding this, 1.5 * 2^23, rounds a number to an integer and leaves the integer in the lowest
   * bits.
   */
  public static final float ROUNDER = 0x1.8p23f;

  static final float LOG2_E = (float) (1 / Math.log(2));

  static final float LOG_2 = (float) Math.log(2);

  /** The rounding error of LOG_2. */
  static final float LOG_2_REST = (float) (Math.log(2) - LOG_2);

  private ScalarExp() {}

  /** Returns {@link #ROUNDER} + k, whose lowest bits are k. */
  public static float shifted(float x) {
    return Math.fma(x, LOG2_E, ROUNDER);
  }

  /**
   * Returns e^r.
   *
   * @param x the exponent
   * @param shifted of x
   */
  // The same polynomial as in VectorExp. The two cannot share code: one must be written with the
  // Vector API's types, the other in plain arithmetic.
  public static float fraction(float x, float shifted) {
    float k = shifted - ROUNDER;
    float r = Math.fma(k, -LOG_2_REST, Math.fma(k, -LOG_2, x));
    float p = 1f / 5040;
    p = Math.fma(p, r, 1f / 720);
    p = Math.fma(p, r, 1f / 120);
    p = Math.fma(p, r, 1f / 24);
    p = Math.fma(p, r, 1f / 6);
    p = Math.fma(p, r, 1f / 2);
    p = Math.fma(p, r, 1);
    return Math.fma(p, r, 1);
  }
}
