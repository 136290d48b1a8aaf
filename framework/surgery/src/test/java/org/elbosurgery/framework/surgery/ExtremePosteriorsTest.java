package org.elbosurgery.framework.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Codes and priors of extreme widths")
final class ExtremePosteriorsTest {

  private static Decomposition estimate(Posteriors posteriors, Distribution prior) {
    return new ExactEstimator().estimate(posteriors, prior, Budget.of(2, 1), RandomStream.of(1));
  }

  /** KL(N(0, e^100) || N(0, 1)) = (e^100 - 1 - 100) / 2 in each of two dimensions. */
  @Test
  @DisplayName("log-variance 100: the KL is right, and the residual 0 within its error")
  void wideCodes() {
    float[] logVariance = new float[8];
    Arrays.fill(logVariance, 100);
    Decomposition terms =
        estimate(
            new Posteriors(4, 2, new float[8], logVariance), DiagonalGaussianMixture.standard(2));
    double exact = Math.exp(100) - 101;
    assertThat(terms.averageKl().mean()).isCloseTo(exact, within(1e-12 * exact));
    assertThat(terms.mutualInformation().mean()).isCloseTo(0, within(1e-6));
    assertThat(terms.marginalKl().mean()).isCloseTo(exact, within(1e-12 * exact));
    assertThat(Math.abs(terms.residual().mean())).isLessThan(4 * terms.residual().standardError());
  }

  /** At scale e^-350 the log-density of codes of width 1 is about -e^700 / 2 = -5e303. */
  @ParameterizedTest(name = "{0} components")
  @ValueSource(ints = {1, 2})
  @DisplayName("a prior of scale e^-350: refused by its name, with row and dimension or the sample")
  void narrowPrior(int components) {
    double[] logVariance = new double[2 * components];
    Arrays.fill(logVariance, -700);
    Distribution prior =
        new DiagonalGaussianMixture(
            new double[components], new double[2 * components], logVariance);
    Posteriors posteriors = new Posteriors(2, 2, new float[] {0, 3, 0, 0}, new float[4]);
    assertThatThrownBy(() -> estimate(posteriors, prior))
        .isInstanceOfSatisfying(
            ElboException.class,
            e -> assertThat(e.category()).isEqualTo(ElboException.Category.NUMERIC))
        .hasMessageContaining("DiagonalGaussianMixture")
        .hasMessageContaining(
            components == 1
                ? "in row 0, whose dimension 1 has the mean 3.0 and the log-variance 0.0"
                : "at a sample whose furthest value is ")
        .hasMessageEndingWith(
            "the density is too narrow for these codes, too far from them, or zero there");
  }
}
