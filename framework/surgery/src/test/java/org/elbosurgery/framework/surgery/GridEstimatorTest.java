package org.elbosurgery.framework.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.kernel.RandomPosteriors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Quadrature against golden values and, within 5 standard errors, against the exact estimator. */
final class GridEstimatorTest {

  private static Decomposition grid(Posteriors posteriors, Distribution prior) {
    return new GridEstimator().estimate(posteriors, prior, Budget.of(1, 2), RandomStream.of(1));
  }

  /** The golden values have eight decimals. */
  @ParameterizedTest
  @CsvSource({
    "0.5, 0.11142148, 0.01357852",
    "1, 0.33683082, 0.16316918",
    "2, 0.63272019, 1.36727981",
    "5, 0.69314632, 11.80685368"
  })
  @DisplayName("gives the golden values of pairs, and twice them of four corners, to 1e-7")
  void golden(double a, double information, double marginalKl) {
    for (int d : new int[] {1, 2}) {
      Posteriors posteriors = RandomPosteriors.hypercube(a, d);
      Decomposition terms = grid(posteriors, DiagonalGaussianMixture.standard(d));
      assertThat(terms.mutualInformation())
          .isEqualTo(Estimate.exact(terms.mutualInformation().mean()));
      assertThat(terms.mutualInformation().mean()).isCloseTo(d * information, within(1e-7));
      assertThat(terms.marginalKl().mean()).isCloseTo(d * marginalKl, within(1e-7));
      assertThat(terms.averageKl().mean()).isCloseTo(d * a * a / 2, within(1e-7));
      assertThat(terms.residual().mean()).isCloseTo(0, within(1e-7));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  @DisplayName("agrees with the exact estimator, for priors with and without a closed form")
  void exact(int d) {
    Posteriors posteriors = RandomPosteriors.trained(400, d, 3);
    double[] mean = new double[2 * d];
    mean[0] = 1;
    Distribution lumps = new DiagonalGaussianMixture(new double[] {0, -1}, mean, new double[2 * d]);
    for (Distribution prior : new Distribution[] {DiagonalGaussianMixture.standard(d), lumps}) {
      Decomposition exact =
          new ExactEstimator().estimate(posteriors, prior, Budget.of(50, 2), RandomStream.of(1));
      Decomposition terms = grid(posteriors, prior);
      assertWithin(exact.mutualInformation(), terms.mutualInformation());
      assertWithin(exact.marginalKl(), terms.marginalKl());
      assertWithin(exact.averageKl(), terms.averageKl());
      assertThat(terms.residual().mean()).isCloseTo(0, within(1e-6));
    }
  }

  private static void assertWithin(Estimate estimate, Estimate exact) {
    assertThat(estimate.mean())
        .isCloseTo(exact.mean(), within(5 * estimate.standardError() + 1e-5));
  }

  /** A density with edges, 1 within 0.4 of the origin and nearly nothing outside. */
  private static final class Edged implements Distribution {

    private final DiagonalGaussianMixture inner = DiagonalGaussianMixture.standard(1);

    @Override
    public int dimensions() {
      return 1;
    }

    @Override
    public INDArray logProb(INDArray z) {
      double[] values = z.dup('c').data().asDouble();
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.abs(values[i]) < 0.4 ? 0 : -10;
      }
      return Nd4j.createFromArray(values);
    }

    @Override
    public INDArray sample(int n, RandomStream random) {
      return inner.sample(n, random);
    }
  }

  @Test
  @DisplayName("shows in the residual where a prior is less smooth than the grid is fine")
  void residual() {
    Decomposition terms = grid(RandomPosteriors.hypercube(1, 1), new Edged());
    assertThat(Math.abs(terms.residual().mean())).isGreaterThan(1e-3);
  }

  @Test
  @DisplayName("refuses three dimensions, and one needle among wide posteriors, with what to do")
  void refusals() {
    assertThat(new GridEstimator().maxDimensions()).isEqualTo(2);
    CheckedEstimator checked = new CheckedEstimator(new GridEstimator());
    assertThatThrownBy(() -> checked.tryOut(3))
        .isInstanceOfSatisfying(
            ElboException.class,
            e -> assertThat(e.category()).isEqualTo(ElboException.Category.USER))
        .hasMessageContaining("at most 2 dimensions, not 3")
        .hasMessageContaining("such as exact");
    Posteriors needle = new Posteriors(2, 2, new double[4], new double[] {0, 0, -40, -40});
    assertThatThrownBy(() -> grid(needle, DiagonalGaussianMixture.standard(2)))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("narrowest of 2 posteriors")
        .hasMessageContaining("take the estimator exact");
  }
}
