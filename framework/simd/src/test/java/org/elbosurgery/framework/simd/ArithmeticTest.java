package org.elbosurgery.framework.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.elbosurgery.api.RandomStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both arithmetics against double precision. */
final class ArithmeticTest {

  private static final List<Arithmetic> BOTH = List.of(Arithmetic.FASTEST, new ScalarArithmetic());

  private static final float[] EDGES = {
    0,
    -0f,
    1,
    -1,
    1e-30f,
    -1e-30f,
    88.7f,
    89,
    -87.4f,
    -100,
    -104,
    1e30f,
    -1e30f,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  private static final float P = 0.75f;

  static Stream<Arguments> functions() {
    return Stream.of(Elementwise.values())
        .flatMap(function -> BOTH.stream().map(arithmetic -> Arguments.of(function, arithmetic)));
  }

  private static double exact(Elementwise function, double x, double y) {
    return switch (function) {
      case COPY -> x;
      case NEGATE -> -x;
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SQUARE -> x * x;
      case SQRT -> Math.sqrt(x);
      case ABS -> Math.abs(x);
      case TANH -> Math.tanh(x);
      case EXP_NEG_ABS -> Math.exp(-Math.abs(x));
      case ADD_CONSTANT -> x + P;
      case MULTIPLY_CONSTANT -> x * P;
      case MAX_CONSTANT -> Math.max(x, P);
      case MIN_CONSTANT -> Math.min(x, P);
      case GREATER_THAN_CONSTANT -> x > P ? 1 : 0;
      case LESS_THAN_CONSTANT -> x < P ? 1 : 0;
      case ADD -> x + y;
      case SUBTRACT -> x - y;
      case MULTIPLY -> x * y;
      case DIVIDE -> x / y;
      case MAX -> Math.max(x, y);
      case MIN -> Math.min(x, y);
      case EQUAL -> x == y ? 1 : 0;
      case SOFTPLUS -> Math.max(x, 0) + Math.log1p(y);
      case SIGMOID -> (x < 0 ? y : 1) / (1 + y);
    };
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("functions")
  @DisplayName("functions are right to three units in the last place")
  void functions(Elementwise function, Arithmetic arithmetic) {
    RandomStream random = RandomStream.of(3);
    int n = 1000;
    float[] x = new float[1008];
    float[] y = new float[1008];
    boolean unit = function == Elementwise.SOFTPLUS || function == Elementwise.SIGMOID;
    for (int i = 0; i < n; i++) {
      x[i] = (float) ((i % 3 == 0 ? 40 : 2) * random.nextGaussian());
      y[i] = unit ? (float) Math.exp(-Math.abs(x[i])) : (float) random.nextGaussian();
      if (function == Elementwise.LOG || function == Elementwise.SQRT) {
        x[i] = Math.abs(x[i]);
      }
    }
    y[5] = unit ? y[5] : x[5];
    float[] out = new float[1008];
    arithmetic.kernel(function).run(x, y, P, out, n);
    for (int i = 0; i < n; i++) {
      double expected = (float) exact(function, x[i], y[i]);
      double unitInLastPlace = Math.max(Math.ulp((float) expected), Float.MIN_NORMAL);
      assertThat((double) out[i])
          .as("%s of %s, %s", function, x[i], y[i])
          .isCloseTo(expected, within(3 * unitInLastPlace));
    }
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("functions")
  @DisplayName("infinities and NaN come out as double precision has them")
  void edges(Elementwise function, Arithmetic arithmetic) {
    float[] x = EDGES.clone();
    float[] y = new float[EDGES.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) Math.exp(-Math.abs(x[i]));
    }
    float[] out = new float[EDGES.length];
    arithmetic.kernel(function).run(x, y, P, out, EDGES.length);
    for (int i = 0; i < out.length; i++) {
      float expected = (float) exact(function, x[i], y[i]);
      if (Float.isFinite(expected)) {
        assertThat((double) out[i])
            .as("%s of %s", function, x[i])
            .isCloseTo(expected, within(3.0 * Math.max(Math.ulp(expected), Float.MIN_NORMAL)));
      } else {
        assertThat(out[i]).as("%s of %s", function, x[i]).isEqualTo(Float.valueOf(expected));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  @DisplayName("sums, maxima and accumulation take just the numbers asked for")
  void reductions(Arithmetic arithmetic) {
    float[] x = new float[100];
    for (int i = 0; i < x.length; i++) {
      x[i] = i % 7 - 3;
    }
    for (int from : new int[] {0, 1, 17}) {
      for (int to : new int[] {from + 1, from + 16, from + 53}) {
        float sum = 0;
        float max = Float.NEGATIVE_INFINITY;
        float[] sums = new float[to - from + 3];
        float[] expected = new float[to - from + 3];
        for (int i = from; i < to; i++) {
          sum += x[i];
          max = Math.max(max, x[i]);
          sums[i - from + 2] = i;
          expected[i - from + 2] = i + x[i];
        }
        arithmetic.accumulate(x, from, sums, 2, to - from);
        assertThat(arithmetic.sum(x, from, to)).isEqualTo(sum);
        assertThat(arithmetic.max(x, from, to)).isEqualTo(max);
        assertThat(sums).containsExactly(expected);
      }
    }
    x[20] = Float.NaN;
    assertThat(arithmetic.max(x, 0, 100)).isNaN();
    assertThat(arithmetic.sum(x, 0, 100)).isNaN();
  }

  @Test
  @DisplayName(
      "with the Vector API, which tests have, the fastest arithmetic is the one on vectors")
  void fastest() {
    assertThat(Arithmetic.FASTEST).isInstanceOf(VectorArithmetic.class);
  }

  static Stream<Arithmetic> both() {
    return BOTH.stream();
  }
}
