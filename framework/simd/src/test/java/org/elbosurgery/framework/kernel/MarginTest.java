package org.elbosurgery.framework.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From where on a term no longer matters. */
final class MarginTest {

  /**
   * The worst case for the log-density: one term 1 and N - 1 at the threshold. With p the weight of
   * the latter, what is left out of log q(z) is -log(1 - p), and of the entropy the entropy h(p) of
   * the two kinds and p log(N - 1) within the second.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100, 60_000, 1_000_000, 100_000_000})
  @DisplayName("N - 1 terms left out at the threshold change neither number by 1e-6")
  void oneTermKept(int n) {
    double threshold = new Margin(n, 20, 0).threshold(0);
    double rest = (n - 1) * Math.exp(-threshold);
    double p = rest / (1 + rest);
    double mixing = p == 0 ? 0 : -p * Math.log(p) - (1 - p) * Math.log1p(-p);
    double within = n < 3 ? 0 : p * Math.log(n - 1);
    assertThat(-Math.log1p(-p)).isLessThan(Margin.CERTIFICATE);
    assertThat(mixing + within).isLessThan(Margin.CERTIFICATE);
  }

  /** Half the terms are 1, with entropy log N/2, and half at the threshold: now H shrinks by p. */
  @ParameterizedTest
  @ValueSource(ints = {2, 100, 60_000, 1_000_000})
  @DisplayName("nor do N / 2 terms left out beside N / 2 that are kept")
  void halfKept(int n) {
    double threshold = new Margin(n, 20, 0).threshold(0);
    double rest = Math.exp(-threshold);
    double p = rest / (1 + rest);
    double mixing = -p * Math.log(p) - (1 - p) * Math.log1p(-p);
    assertThat(-Math.log1p(-p)).isLessThan(Margin.CERTIFICATE);
    assertThat(mixing).isLessThan(Margin.CERTIFICATE);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 1, 30, 1e5f, 1e30f})
  @DisplayName("the threshold has room for the rounding of both deficits")
  void rounding(float reference) {
    int d = 20;
    double b = 300;
    double exact = reference + new Margin(60_000, d, 0).threshold(0);
    double unit = Math.pow(2, -24);
    double off = unit * ((d + 8) * exact + 6 * b * Math.sqrt(exact));
    assertThat((double) new Margin(60_000, d, b).threshold(reference))
        .isGreaterThan(exact + 2 * off)
        .isCloseTo(exact, within(3 * off + 1e-6 * exact));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 300})
  @DisplayName("a sample without density leaves nothing out")
  void infinite(double maxIntercepts) {
    assertThat(new Margin(10, 2, maxIntercepts).threshold(Float.POSITIVE_INFINITY))
        .isEqualTo(Float.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(floats = {-100, -1e30f})
  @DisplayName("nothing of a part matters whose peak is far below a component of another part")
  void belowAnotherPart(float reference) {
    assertThat(new Margin(10, 2, 300).threshold(reference)).isZero();
  }
}
