package org.elbosurgery.framework.simd;

/** Multiply-adds in plain Java, without the fused instruction, which not every processor has. */
final class ScalarMultiplyAdds implements MultiplyAdds {

  /** The number of independent sums, so that no addition waits for the one before. */
  private static final int SUMS = 8;

  @Override
  public int bits() {
    return Float.SIZE;
  }

  @Override
  public int operations() {
    return 2 * SUMS;
  }

  @Override
  public float run(int rounds) {
    float a = 1;
    float b = 2;
    float c = 3;
    float d = 4;
    float e = 5;
    float f = 6;
    float g = 7;
    float h = 8;
    for (int i = 0; i < rounds; i++) {
      a = a * 0.5f + 1;
      b = b * 0.5f + 1;
      c = c * 0.5f + 1;
      d = d * 0.5f + 1;
      e = e * 0.5f + 1;
      f = f * 0.5f + 1;
      g = g * 0.5f + 1;
      h = h * 0.5f + 1;
    }
    return a + b + c + d + e + f + g + h;
  }
}
