package org.elbosurgery.framework.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Arithmetic on the Vector API, with one method for each function: HotSpot compiles a loop best if
 * it does one thing.
 */
final class VectorArithmetic implements Arithmetic {

  /** The bits of sqrt(1/2), the smallest mantissa of a logarithm. */
  private static final int ROOT_OF_HALF = Float.floatToRawIntBits((float) Math.sqrt(0.5));

  private static final int MANTISSA = 0x7fffff;

  private static final VectorSpecies<Float> LANES = widest();

  VectorArithmetic() {}

  /**
   * Returns the widest species up to the padding; wider vectors, which no processor has today,
   * would write past the end of arrays.
   */
  private static VectorSpecies<Float> widest() {
    return FloatVector.SPECIES_PREFERRED.length() <= PADDING
        ? FloatVector.SPECIES_PREFERRED
        : FloatVector.SPECIES_512;
  }

  @Override
  public Kernel kernel(Elementwise function) {
    return switch (function) {
      case COPY -> (x, y, p, out, n) -> System.arraycopy(x, 0, out, 0, n);
      case NEGATE -> (x, y, p, out, n) -> negate(x, out, n);
      case EXP -> (x, y, p, out, n) -> exp(x, out, n);
      case LOG -> (x, y, p, out, n) -> log(x, out, n);
      case SQUARE -> (x, y, p, out, n) -> square(x, out, n);
      case SQRT -> (x, y, p, out, n) -> sqrt(x, out, n);
      case ABS -> (x, y, p, out, n) -> abs(x, out, n);
      case TANH -> (x, y, p, out, n) -> tanh(x, out, n);
      case EXP_NEG_ABS -> (x, y, p, out, n) -> expNegAbs(x, out, n);
      case ADD_CONSTANT -> (x, y, p, out, n) -> addConstant(x, p, out, n);
      case MULTIPLY_CONSTANT -> (x, y, p, out, n) -> multiplyConstant(x, p, out, n);
      case MAX_CONSTANT -> (x, y, p, out, n) -> maxConstant(x, p, out, n);
      case MIN_CONSTANT -> (x, y, p, out, n) -> minConstant(x, p, out, n);
      case GREATER_THAN_CONSTANT -> (x, y, p, out, n) -> greaterThanConstant(x, p, out, n);
      case LESS_THAN_CONSTANT -> (x, y, p, out, n) -> lessThanConstant(x, p, out, n);
      case ADD -> (x, y, p, out, n) -> add(x, y, out, n);
      case SUBTRACT -> (x, y, p, out, n) -> subtract(x, y, out, n);
      case MULTIPLY -> (x, y, p, out, n) -> multiply(x, y, out, n);
      case DIVIDE -> (x, y, p, out, n) -> divide(x, y, out, n);
      case MAX -> (x, y, p, out, n) -> max(x, y, out, n);
      case MIN -> (x, y, p, out, n) -> min(x, y, out, n);
      case EQUAL -> (x, y, p, out, n) -> equal(x, y, out, n);
      case SOFTPLUS -> (x, y, p, out, n) -> softplus(x, y, out, n);
      case SIGMOID -> (x, y, p, out, n) -> sigmoid(x, y, out, n);
    };
  }

  private static void negate(float[] x, float[] out, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector a = FloatVector.fromArray(LANES, x, i);
      a.neg().intoArray(out, i);
    }
  }

  private static void exp(float[] x, float[] out, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector a = FloatVector.fromArray(LANES, x, i);
      exp(a).intoArray(out, i);
    }
  }

  private static void log(float[] x, float[] out, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector a = FloatVector.fromArray(LANES, x, i);
      log(a).intoArray(out, i);
    }
  }

  private static void square(float[] x, float[] out, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector a = FloatVector.fromArray(LANES, x, i);
      a.mul(a).intoArray(out, i);
    }
  }

  private static void sqrt(float[] x, float[] out, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector a = FloatVector.fromArray(LANES, x, i);
      a.sqrt().intoArray(out, i);
    }
  }

  private static void abs(float[] x, float[] out, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector a = FloatVector.fromArray(LANES, x, i);
      a.abs().intoArray(out, i);
    }
  }

  private static void tanh(float[] x, float[] out, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector a = FloatVector.fromArray(LANES, x, i);
      tanh(a).intoArray(out, i);
    }
  }

  private static void expNegAbs(float[] x, float[] out, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector a = FloatVector.fromArray(LANES, x, i);
      exp(a.abs().neg()).intoArray(out, i);
    }
  }

  private static void addConstant(float[] x, float p, float[] out, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector a = FloatVector.fromArray(LANES, x, i);
      a.add(p).intoArray(out, i);
    }
  }

  private static void multiplyConstant(float[] x, float p, float[] out, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector a = FloatVector.fromArray(LANES, x, i);
      a.mul(p).intoArray(out, i);
    }
  }

  private static void maxConstant(float[] x, float p, float[] out, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector a = FloatVector.fromArray(LANES, x, i);
      a.max(p).intoArray(out, i);
    }
  }

  private static void minConstant(float[] x, float p, float[] out, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector a = FloatVector.fromArray(LANES, x, i);
      a.min(p).intoArray(out, i);
    }
  }

  private static void greaterThanConstant(float[] x, float p, float[] out, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector a = FloatVector.fromArray(LANES, x, i);
      oneWhere(a.compare(VectorOperators.GT, p)).intoArray(out, i);
    }
  }

  private static void lessThanConstant(float[] x, float p, float[] out, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector a = FloatVector.fromArray(LANES, x, i);
      oneWhere(a.compare(VectorOperators.LT, p)).intoArray(out, i);
    }
  }

  private static void add(float[] x, float[] y, float[] out, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector a = FloatVector.fromArray(LANES, x, i);
      FloatVector b = FloatVector.fromArray(LANES, y, i);
      a.add(b).intoArray(out, i);
    }
  }

  private static void subtract(float[] x, float[] y, float[] out, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector a = FloatVector.fromArray(LANES, x, i);
      FloatVector b = FloatVector.fromArray(LANES, y, i);
      a.sub(b).intoArray(out, i);
    }
  }

  private static void multiply(float[] x, float[] y, float[] out, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector a = FloatVector.fromArray(LANES, x, i);
      FloatVector b = FloatVector.fromArray(LANES, y, i);
      a.mul(b).intoArray(out, i);
    }
  }

  private static void divide(float[] x, float[] y, float[] out, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector a = FloatVector.fromArray(LANES, x, i);
      FloatVector b = FloatVector.fromArray(LANES, y, i);
      a.div(b).intoArray(out, i);
    }
  }

  private static void max(float[] x, float[] y, float[] out, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector a = FloatVector.fromArray(LANES, x, i);
      FloatVector b = FloatVector.fromArray(LANES, y, i);
      a.max(b).intoArray(out, i);
    }
  }

  private static void min(float[] x, float[] y, float[] out, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector a = FloatVector.fromArray(LANES, x, i);
      FloatVector b = FloatVector.fromArray(LANES, y, i);
      a.min(b).intoArray(out, i);
    }
  }

  private static void equal(float[] x, float[] y, float[] out, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector a = FloatVector.fromArray(LANES, x, i);
      FloatVector b = FloatVector.fromArray(LANES, y, i);
      oneWhere(a.compare(VectorOperators.EQ, b)).intoArray(out, i);
    }
  }

  private static void softplus(float[] x, float[] y, float[] out, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector a = FloatVector.fromArray(LANES, x, i);
      FloatVector b = FloatVector.fromArray(LANES, y, i);
      a.max(0).add(logOfOnePlus(b)).intoArray(out, i);
    }
  }

  private static void sigmoid(float[] x, float[] y, float[] out, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector a = FloatVector.fromArray(LANES, x, i);
      FloatVector b = FloatVector.fromArray(LANES, y, i);
      every(1).blend(b, a.compare(VectorOperators.LT, 0)).div(b.add(1)).intoArray(out, i);
    }
  }

  @Override
  public float sum(float[] x, int from, int to) {
    FloatVector sums = FloatVector.zero(LANES);
    int i = from;
    for (; i + LANES.length() <= to; i += LANES.length()) {
      sums = sums.add(FloatVector.fromArray(LANES, x, i));
    }
    float[] lanes =
        sums.toArray(); // in a fixed order; the order of reduceLanes may vary between calls
    float sum = 0;
    for (float lane : lanes) {
      sum += lane;
    }
    for (; i < to; i++) {
      sum += x[i];
    }
    return sum;
  }

  @Override
  public float max(float[] x, int from, int to) {
    FloatVector maxima = every(Float.NEGATIVE_INFINITY);
    int i = from;
    for (; i + LANES.length() <= to; i += LANES.length()) {
      maxima = maxima.max(FloatVector.fromArray(LANES, x, i));
    }
    float max = maxima.reduceLanes(VectorOperators.MAX);
    for (; i < to; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }

  @Override
  public void accumulate(float[] x, int from, float[] sums, int to, int n) {
    int i = 0;
    for (; i + LANES.length() <= n; i += LANES.length()) {
      FloatVector sum = FloatVector.fromArray(LANES, sums, to + i);
      sum.add(FloatVector.fromArray(LANES, x, from + i)).intoArray(sums, to + i);
    }
    for (; i < n; i++) {
      sums[to + i] += x[from + i];
    }
  }

  @Override
  public void adam(
      float[] gradient,
      float[] parameter,
      float[] m,
      float[] v,
      int from,
      float first,
      float second,
      float rate,
      float epsilon,
      int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector g = FloatVector.fromArray(LANES, gradient, i);
      FloatVector m0 = FloatVector.fromArray(LANES, m, from + i);
      FloatVector v0 = FloatVector.fromArray(LANES, v, from + i);
      FloatVector m1 = g.sub(m0).fma(every(first), m0);
      FloatVector v1 = g.mul(g).sub(v0).fma(every(second), v0);
      m1.intoArray(m, from + i);
      v1.intoArray(v, from + i);
      FloatVector step = m1.mul(rate).div(v1.sqrt().add(epsilon));
      FloatVector.fromArray(LANES, parameter, i).sub(step).intoArray(parameter, i);
    }
  }

  private static FloatVector every(float value) {
    return FloatVector.broadcast(LANES, value);
  }

  private static FloatVector oneWhere(VectorMask<Float> mask) {
    return FloatVector.zero(LANES).blend(1, mask);
  }

  /**
   * Returns e^x. It multiplies by 2^k in two halves, so that results too small or too large for a
   * float become 0 or infinity.
   */
  private static FloatVector exp(FloatVector any) {
    FloatVector x = any.max(-150).min(130);
    FloatVector shifted = VectorExp.shifted(LANES, x);
    FloatVector q = VectorExp.fraction(LANES, x, shifted);
    IntVector exponent =
        shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(ScalarExp.ROUNDER));
    IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
    return q.mul(power(half)).mul(power(exponent.sub(half)));
  }

  /** Returns 2^k. */
  private static FloatVector power(IntVector k) {
    return k.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }

  /**
   * Returns log x. With x = m 2^k, sqrt(1/2) <= m < sqrt(2), it is k log 2 + 2 artanh(s), s = (m -
   * 1) / (m + 1), which is at most 0.172 in size. Written with basic operations, here as in {@link
   * #tanh(FloatVector)}, because those of the Vector API give other last bits once the second
   * compiler has compiled them, and so from run to run.
   */
  private static FloatVector log(FloatVector x) {
    VectorMask<Float> subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    FloatVector normal = x.blend(x.mul(0x1p25f), subnormal);
    IntVector bits = normal.reinterpretAsInts().sub(ROOT_OF_HALF);
    FloatVector m = bits.and(MANTISSA).add(ROOT_OF_HALF).reinterpretAsFloats();
    FloatVector power =
        bits.lanewise(VectorOperators.ASHR, 23)
            .add(Float.floatToRawIntBits(ScalarExp.ROUNDER))
            .reinterpretAsFloats()
            .sub(ScalarExp.ROUNDER);
    FloatVector k = power.blend(power.sub(25), subnormal);
    FloatVector s = m.sub(1).div(m.add(1));
    FloatVector t = s.mul(s);
    FloatVector q = every(2f / 9);
    q = q.fma(t, every(2f / 7));
    q = q.fma(t, every(2f / 5));
    q = q.fma(t, every(2f / 3));
    q = q.fma(t, every(2));
    FloatVector log = k.fma(every(ScalarExp.LOG_2), k.fma(every(ScalarExp.LOG_2_REST), s.mul(q)));
    VectorMask<Float> itself =
        x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY).or(x.compare(VectorOperators.NE, x));
    return log.blend(Float.NaN, x.compare(VectorOperators.LT, 0))
        .blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0))
        .blend(x, itself);
  }

  /**
   * Returns tanh x: (1 - t) / (1 + t) with t = e^-2|x| and the sign of x; near 0, where that loses
   * digits, x + x^3 p(x^2). The polynomial p interpolates (tanh x / x - 1) / x^2 at the Chebyshev
   * nodes of [0, 0.625^2], with a relative error of tanh x of 7e-10.
   */
  private static FloatVector tanh(FloatVector x) {
    FloatVector z = x.mul(x);
    FloatVector p = every(0.00229597f);
    p = p.fma(z, every(-0.00834712f));
    p = p.fma(z, every(0.02177002f));
    p = p.fma(z, every(-0.05395942f));
    p = p.fma(z, every(0.13333304f));
    p = p.fma(z, every(-0.33333333f));
    FloatVector near = x.mul(z).fma(p, x);
    FloatVector t = exp(x.abs().mul(-2));
    FloatVector far = every(1).sub(t).div(t.add(1));
    FloatVector signed = far.blend(far.neg(), x.compare(VectorOperators.LT, 0));
    return signed.blend(near, x.abs().compare(VectorOperators.LT, 0.625f));
  }

  /**
   * Returns log(1 + y) for 0 <= y <= 1: 2 artanh(s) = 2 (s + s^3 / 3 + s^5 / 5 + ...) with s = y /
   * (2 + y), which is at most 1/3.
   */
  private static FloatVector logOfOnePlus(FloatVector y) {
    FloatVector s = y.div(y.add(2));
    FloatVector t = s.mul(s);
    FloatVector q = every(2f / 13);
    q = q.fma(t, every(2f / 11));
    q = q.fma(t, every(2f / 9));
    q = q.fma(t, every(2f / 7));
    q = q.fma(t, every(2f / 5));
    q = q.fma(t, every(2f / 3));
    q = q.fma(t, every(2));
    return s.mul(q);
  }
}
