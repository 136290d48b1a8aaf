package org.elbosurgery.framework.simd;

/**
 * The steps of e^x in single precision, to about one unit in the last place. With k the integer
 * nearest to x / log 2, e^x = 2^k e^r, |r| <= (log 2) / 2, and e^r is its Taylor polynomial of
 * degree 7. How 2^k is multiplied in depends on the range of x and is left to the caller.
 */
public final class ScalarExp {

  /** Adding 1.5 * 2^23 rounds to an integer and leaves it in the lowest bits. */
  public static final float ROUNDER = 0x1.8p23f;

  static final float LOG2_E = (float) (1 / Math.log(2));

  static final float LOG_2 = (float) Math.log(2);

  /** What the rounding of log 2 left. */
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
  // The polynomial of VectorExp again: two compilers see the two, that of the Vector API's
  // intrinsics there and the one of plain arithmetic here, and no shared form suits both.
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
