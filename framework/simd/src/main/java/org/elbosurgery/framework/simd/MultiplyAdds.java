package org.elbosurgery.framework.simd;

/** A loop of multiply-adds in single precision that stay in registers. */
interface MultiplyAdds {

  /** Returns the bits that one instruction works on. */
  int bits();

  /** Returns the floating-point operations of one round, two for each multiply-add. */
  int operations();

  /** Does some rounds and returns a result of them, lest they be left out. */
  float run(int rounds);
}
