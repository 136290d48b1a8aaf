package org.elbosurgery.framework.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The tail of importance weights")
final class ParetoTailTest {

  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  /** Returns the quantiles of (i + 1/2) / n, i = 0, ..., n - 1, of a distribution. */
  private static double[] quantiles(int n, DoubleUnaryOperator inverse) {
    return IntStream.range(0, n).mapToDouble(i -> (i + 0.5) / n).map(inverse).toArray();
  }

  /**
   * Quantiles ((1 - u)^-k - 1) / k of the generalised Pareto distribution. The third column is
   * {@code scipy.stats.genpareto.fit(x, floc=0)[0]} of scipy 1.17, a maximum of the likelihood by
   * other means, from which the average over the likelihood differs by O(1/n); the second are the
   * formulas of Zhang & Stephens (2009) written in numpy:
   *
   * <pre>
   * j = arange(1, M + 1); M = 30 + floor(sqrt(n)); q = x[floor(n / 4 + .5) - 1]
   * t = 1 / x[-1] + (1 - sqrt(M / (j - .5))) / 3 / q
   * k = log1p(-t[:, None] * x).mean(1); l = n * (log(-t / k) - k - 1)
   * log1p(-(t * exp(l - logsumexp(l))).sum() * x).mean()
   * </pre>
   */
  @ParameterizedTest
  @CsvSource({
    "-0.3, -0.2841171670471443, -0.3136423094024825",
    "0.2, 0.20758445541497095, 0.19110933990268425",
    "0.7, 0.6987934212383368, 0.6928762356059441",
    "1.2, 1.18990049497242, 1.1929637391818693"
  })
  @DisplayName("has the shape of the generalised Pareto distribution that it follows")
  void knownShape(double k, double expected, double mostLikely) {
    double[] x = quantiles(200, u -> Math.expm1(-k * Math.log1p(-u)) / k);
    double fit = ParetoTail.fit(x);
    assertThat(fit).isCloseTo(expected, within(1e-9));
    assertThat(fit).isCloseTo(mostLikely, within(0.03));
  }

  /**
   * Log-normal weights. In numpy, with the function above as {@code k(x)}: {@code m = ceil(min(.2 *
   * S, 3 * sqrt(S))); w = sort(exp(lw - max(lw))); x = w[-m:] - w[-m - 1]; (m * k(x) + 5) / (m +
   * 10)}, lw the quantiles by {@code scipy.stats.norm.ppf}.
   */
  @ParameterizedTest
  @CsvSource({
    "1000, 0.5, 0.10819042268751573",
    "1000, 1, 0.29075302447559676",
    "1000, 2, 0.6664972902740941",
    "1000, 4, 1.4443162989989666",
    "25, 1, 0.45015482118483374"
  })
  @DisplayName("of log-normal weights is as in numpy, whatever their order and scale")
  void logNormalWeights(int size, double spread, double expected) {
    double[] weights = quantiles(size, u -> spread * NORMAL.inverseCumulativeProbability(u));
    assertThat(ParetoTail.shape(weights)).isCloseTo(expected, within(1e-7));
    double[] turned =
        IntStream.range(0, size).mapToDouble(i -> weights[size - 1 - i] - 3000).toArray();
    assertThat(ParetoTail.shape(turned)).isCloseTo(expected, within(1e-7));
  }

  @Test
  @DisplayName("is 0 without a tail, and great but finite if one weight is all")
  void extremes() {
    double[] equal = new double[1000];
    Arrays.fill(equal, -90.25);
    assertThat(ParetoTail.shape(equal)).isZero();
    double[] falling = IntStream.range(0, 1000).mapToDouble(i -> -900.0 * i).toArray();
    assertThat(ParetoTail.shape(falling)).isFinite().isGreaterThan(5);
    assertThat(ParetoShapes.of(new double[] {0.1, 0.7, 0.8, 2}))
        .isEqualTo(new ParetoShapes(0.75, 2, 2));
    assertThatThrownBy(() -> ParetoTail.shape(new double[24]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
