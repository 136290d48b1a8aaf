package org.elbosurgery.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("A mixture of Gaussians with full covariances")
final class FullCovarianceMixtureTest {

  private static final double[] LOG_WEIGHTS = {Math.log(0.2), Math.log(0.8)};

  /** N((0, 0), C) and N((1, -1), C) with C = ((1, 1/2), (1/2, 1)). */
  private static FullCovarianceMixture mixture() {
    double[][] covariance = {{1, 0.5}, {0.5, 1}};
    return new FullCovarianceMixture(
        LOG_WEIGHTS,
        List.of(
            FullCovarianceGaussian.of(new double[] {0, 0}, covariance),
            FullCovarianceGaussian.of(new double[] {1, -1}, covariance)));
  }

  /**
   * At (1, 0) the differences from the means are (1, 0) and (0, 1), whose squares by C^-1 = 2/3
   * ((2, -1), (-1, 2)) are both 4/3, and det C = 3/4: log p = -2/3 - log 2 pi - 1/2 log 3/4.
   */
  @Test
  @DisplayName("has the density that it has by hand")
  void byHand() {
    INDArray z = Nd4j.createFromArray(new double[][] {{1, 0}});
    assertThat(mixture().logProb(z).getDouble(0)).isCloseTo(-2.3607027, within(1e-7));
  }

  @Test
  @DisplayName("is that of diagonal Gaussians where the covariances are diagonal")
  void diagonal() {
    DiagonalGaussianMixture expected =
        new DiagonalGaussianMixture(
            LOG_WEIGHTS,
            new double[] {0, 1, 2, -1},
            new double[] {Math.log(0.25), 0, Math.log(4), Math.log(0.04)});
    FullCovarianceMixture actual =
        new FullCovarianceMixture(
            LOG_WEIGHTS,
            List.of(
                new FullCovarianceGaussian(new double[] {0, 1}, new double[] {2, 0, 0, 1}),
                new FullCovarianceGaussian(new double[] {2, -1}, new double[] {0.5, 0, 0, 5})));
    INDArray z = Nd4j.createFromArray(new double[][] {{0, 0}, {2, -1}, {-30, 40}});
    assertThat(actual.logProb(z).toDoubleVector())
        .containsExactly(expected.logProb(z).toDoubleVector(), within(1e-9));
    assertThat(actual.sample(4, RandomStream.of(1)))
        .isEqualTo(expected.sample(4, RandomStream.of(1)));
  }

  /**
   * The mean is (0.8, -0.8), and the covariance C + 0.2 0.8 ((1, -1), (-1, 1)). An average of 40000
   * samples is off by more than five standard errors, at most 5 sqrt(2) 1.16 / 200 = 0.041, in one
   * of 300000 seeds.
   */
  @Test
  @DisplayName("has samples of its mean and covariance")
  void samples() {
    INDArray z = mixture().sample(40000, RandomStream.of(3));
    INDArray centred = z.subRowVector(Nd4j.createFromArray(0.8, -0.8));
    INDArray covariance = centred.transpose().mmul(centred).div(40000);
    assertThat(z.mean(0).toDoubleVector()).containsExactly(new double[] {0.8, -0.8}, within(0.041));
    assertThat(covariance.ravel().toDoubleVector())
        .containsExactly(new double[] {1.16, 0.34, 0.34, 1.16}, within(0.041));
  }

  @Test
  @DisplayName("refuses numbers of weights, components or dimensions that do not fit")
  void refuses() {
    FullCovarianceGaussian one = new FullCovarianceGaussian(new double[1], new double[] {1});
    assertThatThrownBy(() -> new FullCovarianceMixture(new double[2], List.of(one)))
        .hasMessageContaining("2 log-weights do not fit 1 components");
    assertThatThrownBy(
            () ->
                new FullCovarianceMixture(
                    new double[3],
                    List.of(one, mixture().components().get(0), mixture().components().get(1))))
        .hasMessageContaining("codes have 2 dimensions, the density 1");
    assertThatThrownBy(() -> mixture().logProb(Nd4j.zeros(3, 1)))
        .hasMessageContaining("codes have 1 dimensions, the density 2");
  }
}
