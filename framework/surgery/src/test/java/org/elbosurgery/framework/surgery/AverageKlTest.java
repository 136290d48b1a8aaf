package org.elbosurgery.framework.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.kernel.RandomPosteriors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The average KL that is sampled with control variates, against oracles. Stochastic comparisons
 * allow 5 standard errors; with normal errors that is a false alarm in 6e-7 of comparisons, and
 * seeds are fixed.
 */
final class AverageKlTest {

  @Test
  @DisplayName("a Gaussian written as two equal components: the sampled average KL is exact too")
  void gaussianInDisguise() {
    Posteriors posteriors = RandomPosteriors.trained(200, 3, 1);
    Distribution disguised =
        new DiagonalGaussianMixture(new double[2], new double[6], new double[6]);
    Decomposition sampled = ExactTerms.estimate(posteriors, disguised, 2, 3);
    Decomposition closed =
        ExactTerms.estimate(posteriors, DiagonalGaussianMixture.standard(3), 2, 3);
    // log N(z; 0, I) is linear in z and z^2: the control variates leave nothing.
    assertThat(sampled.averageKl().mean()).isCloseTo(closed.averageKl().mean(), within(1e-9));
    assertThat(sampled.averageKl().standardError()).isLessThan(1e-9);
    assertThat(sampled.marginalKl().mean()).isCloseTo(closed.marginalKl().mean(), within(1e-9));
    assertThat(sampled.routes()).containsKey("average KL, sampled with control variates");
  }

  /** The average KL by the trapezoid rule in one dimension. */
  private static double averageKl(Posteriors posteriors, DiagonalGaussianMixture prior) {
    int count = 16_001;
    double[][] z = new double[count][1];
    for (int i = 0; i < count; i++) {
      z[i][0] = (i - 8000) / 1000.0;
    }
    double[] logPrior = prior.logProb(Nd4j.createFromArray(z)).toDoubleVector();
    double sum = 0;
    for (int n = 0; n < posteriors.size(); n++) {
      double variance = Math.exp(posteriors.logVariance(n, 0));
      for (int i = 0; i < count; i++) {
        double difference = z[i][0] - posteriors.mean(n, 0);
        double density =
            Math.exp(-0.5 * difference * difference / variance) / Math.sqrt(2 * Math.PI * variance);
        sum -= density * logPrior[i] / 1000;
      }
      sum -= posteriors.entropy(n);
    }
    return sum / posteriors.size();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 20})
  @DisplayName("a mixture prior: the sampled average KL agrees with quadrature, the identity holds")
  void mixturePrior(int samples) {
    Posteriors posteriors = RandomPosteriors.trained(300, 1, 1);
    DiagonalGaussianMixture prior =
        new DiagonalGaussianMixture(
            new double[] {0, 0.5}, new double[] {-0.8, 0.7}, new double[] {-1, 0.2});
    Decomposition terms = ExactTerms.estimate(posteriors, prior, samples, 3);
    ExactTerms.assertWithinError(terms.averageKl(), averageKl(posteriors, prior));
    ExactTerms.assertWithinError(terms.residual(), 0);
    assertThat(terms.averageKl().standardError()).isPositive();
  }

  /** min(max(2000, 200 d), 20000), but not more than 2^25 / d. */
  @ParameterizedTest
  @CsvSource({"1, 2000", "20, 4000", "100, 20000", "1000, 20000", "4096, 8192", "16777216, 2"})
  @DisplayName("the fit of control variates has its pairs, and a bound")
  void pairsOfFit(int dimensions, int pairs) {
    assertThat(AverageKl.Sampled.pairs(dimensions)).isEqualTo(pairs);
  }

  /** KL(N(+-1, 1) || N(0, 1)) = 1/2 in each dimension. */
  @Test
  @DisplayName("more dimensions than a fit can hold: no control variates, and still no bias")
  void noFit() {
    int d = 4097;
    float[] mean = new float[2 * d];
    Arrays.fill(mean, 0, d, 1);
    Arrays.fill(mean, d, 2 * d, -1);
    Distribution disguised =
        new DiagonalGaussianMixture(new double[2], new double[2 * d], new double[2 * d]);
    Decomposition terms =
        ExactTerms.estimate(new Posteriors(2, d, mean, new float[2 * d]), disguised, 100, 3);
    ExactTerms.assertWithinError(terms.averageKl(), 0.5 * d);
    assertThat(terms.averageKl().standardError()).isPositive();
    ExactTerms.assertWithinError(terms.residual(), 0);
  }
}
