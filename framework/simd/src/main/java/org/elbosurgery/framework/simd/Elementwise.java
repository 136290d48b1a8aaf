package org.elbosurgery.framework.simd;

/**
 * A function that is applied to arrays element by element. {@code x} and {@code y} are its
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
  SQRT,
  /** |x|. */
  ABS,
  /** The hyperbolic tangent of x. */
  TANH,
  /** e^-|x|, from which softplus and sigmoid are computed. */
  EXP_NEG_ABS,
  /** x + p. */
  ADD_CONSTANT,
  /** x p. */
  MULTIPLY_CONSTANT,
  /** max(x, p). */
  MAX_CONSTANT,
  /** min(x, p). */
  MIN_CONSTANT,
  /** 1 where {@code x > p}, else 0. */
  GREATER_THAN_CONSTANT,
  /** 1 where {@code x < p}, else 0. */
  LESS_THAN_CONSTANT,
  /** x + y. */
  ADD,
  /** x - y. */
  SUBTRACT,
  /** x y. */
  MULTIPLY,
  /** x / y. */
  DIVIDE,
  /** The larger of x and y. */
  MAX,
  /** The smaller of x and y. */
  MIN,
  /** 1 where x = y, else 0. */
  EQUAL,
  /** log(1 + e^x) = max(x, 0) + log(1 + y), with y = e^-|x|. */
  SOFTPLUS,
  /** 1 / (1 + e^-x) = (1 if x >= 0, else y) / (1 + y), with y = e^-|x|. */
  SIGMOID;

  /** Returns whether {@code p} is among the arguments. */
  public boolean hasConstant() {
    return switch (this) {
      case ADD_CONSTANT,
          MULTIPLY_CONSTANT,
          MAX_CONSTANT,
          MIN_CONSTANT,
          GREATER_THAN_CONSTANT,
          LESS_THAN_CONSTANT ->
          true;
      default -> false;
    };
  }
}
