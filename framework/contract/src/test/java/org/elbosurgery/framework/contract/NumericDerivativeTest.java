package org.elbosurgery.framework.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A derivative by differences")
final class NumericDerivativeTest {

  /** Relative, as the contract compares derivatives. */
  private static final double TOLERANCE = 1e-6;

  static Stream<Arguments> functions() {
    return Stream.of(
        arguments("gentle", fun(Math::exp), 1),
        arguments("steep", fun(x -> Math.exp(300 * x)), 300),
        arguments("of fast waves", fun(x -> Math.sin(2000 * x)), 2000),
        arguments("of huge values", fun(x -> 1e9 + 1e9 * x * x + 1e6 * x), 1e6),
        arguments("steep and huge", fun(x -> 1e7 * Math.exp(100 * x)), 1e9),
        arguments("with a kink nearby", fun(x -> Math.abs(x - 1e-3) + 3 * x), 2));
  }

  private static DoubleUnaryOperator fun(DoubleUnaryOperator function) {
    return function;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  @DisplayName("is that of a function which is")
  void isRight(String name, DoubleUnaryOperator function, double derivative) {
    NumericDerivative numeric = NumericDerivative.of(function);

    assertThat(Numbers.agree(numeric.value(), derivative, TOLERANCE)).as("%s", numeric).isTrue();
    assertThat(numeric.error()).isLessThan(TOLERANCE * (1 + Math.abs(derivative)));
  }

  /**
   * Of exp(a x) a central difference with the step h is too great by the share (a h)^2 / 6, 6e-6.
   */
  @Test
  @DisplayName("is better than one central difference")
  void isBetterThanOne() {
    DoubleUnaryOperator steep = x -> Math.exp(600 * x);

    assertThat(Numbers.agree(NumericDerivative.centralDifference(steep, 1e-5), 600, TOLERANCE))
        .isFalse();
    assertThat(Numbers.agree(NumericDerivative.of(steep).value(), 600, TOLERANCE)).isTrue();
  }
}
