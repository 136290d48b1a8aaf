package org.elbosurgery.framework.simd;

/**
 * A function of numbers, applied to arrays number by number. {@code x} and {@code y} are its
 * arguments, {@code p} is a constant.
 */
public enum Elementwise {
  /** x. */
  COPY,
  /** -x. */
  NEGATE,
  /** e^x. */
  EXP,
  /** The natural logarithm of x. */
  LOG,
  /** x^2. */
  SQUARE,
  /** The square root of x. */
  SQUARE_ROOT,
  /** |x|. */
  ABSOLUTE,
  /** 1 / x. */
  RECIPROCAL,
  /** The hyperbolic tangent of x. */
  TANH,
  /** e^-|x|, what softplus and sigmoid are made of. */
  DECAY,
  /** x + p. */
  ADD_CONSTANT,
  /** x p. */
  MULTIPLY_CONSTANT,
  /** max(x, p). */
  AT_LEAST,
  /** min(x, p). */
  AT_MOST,
  /** 1 where x > p, else 0. */
  ABOVE,
  /** 1 where x < p, else 0. */
  BELOW,
  /** x + y. */
  ADD,
  /** x - y. */
  SUBTRACT,
  /** x y. */
  MULTIPLY,
  /** x / y. */
  DIVIDE,
  /** The greater of x and y. */
  MAX,
  /** The lesser of x and y. */
  MIN,
  /** 1 where x = y, else 0. */
  EQUAL,
  /** log(1 + e^x) = max(x, 0) + log(1 + y), with y = e^-|x|. */
  SOFTPLUS,
  /** 1 / (1 + e^-x) = (1 if x >= 0, else y) / (1 + y), with y = e^-|x|. */
  SIGMOID
}
