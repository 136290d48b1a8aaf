package org.elbosurgery.framework.simd;

/**
 * Arithmetic in plain Java, for a JVM that was started without the Vector API. HotSpot vectorises
 * the simple loops by itself.
 */
final class ScalarArithmetic implements Arithmetic {

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
    for (int i = 0; i < n; i++) {
      out[i] = -x[i];
    }
  }

  private static void exp(float[] x, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = exp(x[i]);
    }
  }

  private static void log(float[] x, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (float) Math.log(x[i]);
    }
  }

  private static void square(float[] x, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = x[i] * x[i];
    }
  }

  private static void sqrt(float[] x, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (float) Math.sqrt(x[i]);
    }
  }

  private static void abs(float[] x, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.abs(x[i]);
    }
  }

  private static void tanh(float[] x, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (float) Math.tanh(x[i]);
    }
  }

  private static void expNegAbs(float[] x, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = exp(-Math.abs(x[i]));
    }
  }

  private static void addConstant(float[] x, float p, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = x[i] + p;
    }
  }

  private static void multiplyConstant(float[] x, float p, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = x[i] * p;
    }
  }

  private static void maxConstant(float[] x, float p, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.max(x[i], p);
    }
  }

  private static void minConstant(float[] x, float p, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.min(x[i], p);
    }
  }

  private static void greaterThanConstant(float[] x, float p, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = x[i] > p ? 1 : 0;
    }
  }

  private static void lessThanConstant(float[] x, float p, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = x[i] < p ? 1 : 0;
    }
  }

  private static void add(float[] x, float[] y, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = x[i] + y[i];
    }
  }

  private static void subtract(float[] x, float[] y, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = x[i] - y[i];
    }
  }

  private static void multiply(float[] x, float[] y, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = x[i] * y[i];
    }
  }

  private static void divide(float[] x, float[] y, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = x[i] / y[i];
    }
  }

  private static void max(float[] x, float[] y, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.max(x[i], y[i]);
    }
  }

  private static void min(float[] x, float[] y, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.min(x[i], y[i]);
    }
  }

  private static void equal(float[] x, float[] y, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = x[i] == y[i] ? 1 : 0;
    }
  }

  private static void softplus(float[] x, float[] y, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.max(x[i], 0) + logOfOnePlus(y[i]);
    }
  }

  private static void sigmoid(float[] x, float[] y, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (x[i] < 0 ? y[i] : 1) / (1 + y[i]);
    }
  }

  @Override
  public float sum(float[] x, int from, int to) {
    float[] sums = new float[4];
    int i = from;
    for (; i + 4 <= to; i += 4) {
      sums[0] += x[i];
      sums[1] += x[i + 1];
      sums[2] += x[i + 2];
      sums[3] += x[i + 3];
    }
    float sum = sums[0] + sums[1] + (sums[2] + sums[3]);
    for (; i < to; i++) {
      sum += x[i];
    }
    return sum;
  }

  @Override
  public float max(float[] x, int from, int to) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }

  @Override
  public void accumulate(float[] x, int from, float[] sums, int to, int n) {
    for (int i = 0; i < n; i++) {
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
    for (int i = 0; i < n; i++) {
      int at = from + i;
      float g = gradient[i];
      m[at] += first * (g - m[at]);
      v[at] += second * (g * g - v[at]);
      parameter[i] -= rate * m[at] / ((float) Math.sqrt(v[at]) + epsilon);
    }
  }

  /** Returns e^x by the algorithm of {@code VectorArithmetic}. */
  private static float exp(float any) {
    float x = Math.min(Math.max(any, -150), 130);
    float shifted = ScalarExp.shifted(x);
    float q = ScalarExp.fraction(x, shifted);
    int exponent = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ScalarExp.ROUNDER);
    int half = exponent >> 1;
    return q * power(half) * power(exponent - half);
  }

  private static float power(int k) {
    return Float.intBitsToFloat((k + 127) << 23);
  }

  /** Returns log(1 + y) by the algorithm of {@code VectorArithmetic}. */
  private static float logOfOnePlus(float y) {
    float s = y / (y + 2);
    float t = s * s;
    float q = 2f / 13;
    q = Math.fma(q, t, 2f / 11);
    q = Math.fma(q, t, 2f / 9);
    q = Math.fma(q, t, 2f / 7);
    q = Math.fma(q, t, 2f / 5);
    q = Math.fma(q, t, 2f / 3);
    q = Math.fma(q, t, 2);
    return s * q;
  }
}
