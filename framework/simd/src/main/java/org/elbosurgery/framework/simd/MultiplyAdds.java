package org.elbosurgery.framework.simd;

/** A loop of multiply-adds in single precision that stay in registers. */
interface MultiplyAdds {

  /** Returns the width of one instruction in bits. */
  int bits();

  /** Returns the floating-point operations of one round, two for each multiply-add. */
  int operations();

  /**
   * Runs some rounds and returns a value that depends on all of them, so that HotSpot cannot remove
   * them.
   */
  float run(int rounds);
}
