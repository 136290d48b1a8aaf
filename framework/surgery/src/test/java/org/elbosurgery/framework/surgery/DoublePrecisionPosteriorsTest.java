package org.elbosurgery.framework.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Codes in double precision")
final class DoublePrecisionPosteriorsTest {

  private static Decomposition estimate(Posteriors posteriors) {
    return new ExactEstimator()
        .estimate(
            posteriors,
            DiagonalGaussianMixture.standard(1),
            Budget.of(5000, 1),
            RandomStream.of(1));
  }

  private static Posteriors pair(double centre, double half) {
    double logVariance = 2 * Math.log(half);
    return new Posteriors(
        2, 1, new double[] {centre - half, centre + half}, new double[] {logVariance, logVariance});
  }

  /**
   * Two posteriors whose standard deviation is half of what is between their means: an affine map
   * of the unit-variance pair at +-1, whose mutual information it leaves, 0.33683082. Within 4
   * standard errors: a false alarm of 6e-5 with another seed. Rounded to single precision the means
   * gave 0.228, 0.419, 0 and 0 for the last four.
   */
  @ParameterizedTest(name = "{0} +- {1}")
  @CsvSource({"0, 1", "100, 1e-5", "1, 1e-7", "1, 1e-8", "1e8, 1"})
  @DisplayName("keep the mutual information of a pair, however far from 0 and narrow it is")
  void keepInformation(double centre, double half) {
    Decomposition terms = estimate(pair(centre, half));
    assertThat(terms.mutualInformation().mean())
        .isCloseTo(0.33683082, within(4 * terms.mutualInformation().standardError()));
    assertThat(terms.mutualInformation().standardError()).isLessThan(0.003);
    // (mean^2 + variance - 1 - log variance) / 2, averaged over the two.
    double exact = (centre * centre + 2 * half * half - 1 - 2 * Math.log(half)) / 2;
    assertThat(terms.averageKl().mean()).isCloseTo(exact, within(1e-12 * exact));
    assertThat(Math.abs(terms.residual().mean()))
        .isLessThanOrEqualTo(4 * terms.residual().standardError() + 1e-6 * exact);
  }

  @ParameterizedTest(name = "mean {0}, log-variance {1}")
  @CsvSource({"1e300, 0, 1.0E300", "1e15, 0, 1.0E15", "0, 1400, 0.0", "0, -700, 0.0"})
  @DisplayName("that cannot be computed with are refused by row, dimension and value")
  void refused(double mean, double logVariance, String shown) {
    Posteriors posteriors =
        new Posteriors(2, 1, new double[] {0, mean}, new double[] {0, logVariance});
    assertThatThrownBy(() -> new AggregatePosterior(posteriors))
        .isInstanceOfSatisfying(
            ElboException.class,
            e -> assertThat(e.category()).isEqualTo(ElboException.Category.USER))
        .hasMessageContaining("row 1, dimension 0:")
        .hasMessageContaining("the mean " + shown)
        .hasMessageContaining("log-variance " + logVariance);
  }
}
