package org.elbosurgery.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("A mixture of diagonal Gaussians")
final class DiagonalGaussianMixtureTest {

  private static final double[] WEIGHTS = {0.2, 0.3, 0.5};
  private static final double[] MEANS = {-1, 0.5, 2, -0.25, 0.1, 3};
  private static final double[] LOG_VARIANCES = {0.2, -1, -0.5, 0.3, 1, 0};

  private final DiagonalGaussianMixture mixture =
      new DiagonalGaussianMixture(logs(WEIGHTS), MEANS, LOG_VARIANCES);

  private static double[] logs(double... weights) {
    double[] logs = new double[weights.length];
    for (int k = 0; k < logs.length; k++) {
      logs[k] = Math.log(weights[k]);
    }
    return logs;
  }

  private static double logProb(Distribution density, double... z) {
    INDArray value = density.logProb(Nd4j.createFromArray(new double[][] {z}));
    assertThat(value.shape()).containsExactly(1);
    assertThat(value.dataType()).isEqualTo(DataType.DOUBLE);
    return value.getDouble(0);
  }

  @Test
  @DisplayName("is joint over its dimensions (identity 8)")
  void isJoint() {
    // Weights 1/2 at (-3, -3) and (3, 3), unit variances. At (3, 3):
    //   log(1/2 (1 + exp(-36))) - log 2 pi = -2.5310242469692903,
    // and at (3, -3) both components are a distance of 6 away:
    //   log(1/2 exp(-18) + 1/2 exp(-18)) - log 2 pi = -19.837877066409344.
    // One mixture per dimension, a mistake often made, gives the product of the marginals, -3.224,
    // at both.
    DiagonalGaussianMixture two =
        new DiagonalGaussianMixture(logs(0.5, 0.5), new double[] {-3, -3, 3, 3}, new double[4]);
    assertThat(logProb(two, 3, 3)).isCloseTo(-2.5310242469692903, within(1e-14));
    assertThat(logProb(two, 3, -3)).isCloseTo(-19.837877066409344, within(1e-13));
  }

  @Test
  @DisplayName("has the log-density that SciPy gives")
  void golden() {
    // scipy.special.logsumexp of log w_k + scipy.stats.multivariate_normal(m_k, diag v_k).logpdf(z)
    assertThat(logProb(mixture, 0, 0)).isCloseTo(-3.6932182470676636, within(1e-13));
    assertThat(logProb(mixture, 1.5, -2)).isCloseTo(-4.28225439650689, within(1e-13));
    assertThat(logProb(mixture, 10, 10)).isCloseTo(-45.55895626157583, within(1e-12));
  }

  @Test
  @DisplayName("of one component at the origin is the standard Gaussian (identity 7)")
  void standard() {
    DiagonalGaussianMixture standard = DiagonalGaussianMixture.standard(3);
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    double expected = normal.logDensity(0.3) + normal.logDensity(-2) + normal.logDensity(1.1);
    assertThat(logProb(standard, 0.3, -2, 1.1)).isCloseTo(expected, within(1e-14));
    assertThat(standard.dimensions()).isEqualTo(3);
    assertThat(standard.components()).isEqualTo(1);
  }

  @Test
  @DisplayName("is the standard Gaussian by its numbers alone")
  void isStandard() {
    double[] one = {1};
    double[] zeros = new double[2];
    assertThat(DiagonalGaussianMixture.isStandard(DiagonalGaussianMixture.standard(2))).isTrue();
    for (DiagonalGaussianMixture other :
        List.of(
            new DiagonalGaussianMixture(one, new double[] {0, 1e-9}, zeros),
            new DiagonalGaussianMixture(one, zeros, new double[] {1e-9, 0}),
            new DiagonalGaussianMixture(zeros, new double[4], new double[4]))) {
      assertThat(DiagonalGaussianMixture.isStandard(other)).isFalse();
    }
  }

  @Test
  @DisplayName("keeps log-densities of -1e5 and beyond, in single and in double precision")
  void extremes() {
    // -1/2 (447.3^2 + log 2 pi) is about -1e5; far out the nearest component is all there is.
    DiagonalGaussianMixture two =
        new DiagonalGaussianMixture(logs(0.5, 0.5), new double[] {0, 10}, new double[2]);
    double halfLog2Pi = Math.log(2 * Math.PI) / 2;
    assertThat(logProb(two, -447.25))
        .isCloseTo(-447.25 * 447.25 / 2 - halfLog2Pi - Math.log(2), within(1e-9));
    assertThat(logProb(two, 1e6 + 10)).isCloseTo(-0.5e12 - halfLog2Pi - Math.log(2), within(1e-3));
    INDArray single = Nd4j.createFromArray(new float[][] {{-447.25f}, {457.25f}});
    assertThat(two.logProb(single).dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(two.logProb(single).getDouble(0)).isEqualTo(logProb(two, -447.25));
    assertThat(two.logProb(single).getDouble(1)).isCloseTo(logProb(two, -447.25), within(1e-9));
    int d = 1000; // dimensions of standard deviation exp(-100); a sum of that many rounds by 1e-8
    double[] logVariances = new double[d];
    Arrays.fill(logVariances, -200);
    DiagonalGaussianMixture sharp =
        new DiagonalGaussianMixture(new double[1], new double[d], logVariances);
    assertThat(logProb(sharp, new double[d])).isCloseTo(1e5 - d * halfLog2Pi, within(1e-7));
  }

  @Test
  @DisplayName("has a cross-entropy in closed form that quadrature confirms")
  void crossEntropy() {
    float[] mean = {0.7f, -1.5f};
    float[] logVariance = {-0.8f, 0.6f};
    DiagonalGaussianMixture one =
        new DiagonalGaussianMixture(new double[] {5}, new double[] {-0.3}, new double[] {0.9});
    INDArray closed = one.crossEntropy(new Posteriors(2, 1, mean, logVariance)).orElseThrow();
    assertThat(closed.shape()).containsExactly(2);
    for (int n = 0; n < 2; n++) {
      double sd = Math.exp(logVariance[n] / 2.0);
      NormalDistribution q = new NormalDistribution(null, mean[n], sd);
      double expected = 0;
      double step = sd / 50;
      for (int i = -600; i <= 600; i++) {
        double z = mean[n] + i * step;
        expected -= step * q.density(z) * logProb(one, z);
      }
      assertThat(closed.getDouble(n)).isCloseTo(expected, within(1e-9));
    }
    assertThat(mixture.crossEntropy(new Posteriors(1, 2, mean, logVariance)))
        .as("there is none for several components")
        .isEmpty();
  }

  /** Returns the probability of z_j at most {@code value}: a mixture of normal ones. */
  private static double marginalCdf(int j, double value) {
    double sum = 0;
    for (int k = 0; k < WEIGHTS.length; k++) {
      double scaled = (value - MEANS[2 * k + j]) / Math.exp(LOG_VARIANCES[2 * k + j] / 2);
      sum += WEIGHTS[k] * 0.5 * Erf.erfc(-scaled / Math.sqrt(2));
    }
    return sum;
  }

  @Test
  @DisplayName("is sampled as its log-density says (identity 10)")
  void samples() {
    int n = 20_000;
    INDArray z = mixture.sample(n, RandomStream.of(11));
    assertThat(z.shape()).containsExactly(n, 2);
    assertThat(z.dataType()).isEqualTo(DataType.DOUBLE);
    double[][] rows = z.toDoubleMatrix();
    for (int j = 0; j < 2; j++) {
      double[] uniform = new double[n];
      for (int i = 0; i < n; i++) {
        uniform[i] = marginalCdf(j, rows[i][j]);
      }
      // A right sampler fails in one of both dimensions with probability 2e-3; the seed is fixed.
      assertThat(
              new KolmogorovSmirnovTest()
                  .kolmogorovSmirnovTest(new UniformRealDistribution(null, 0, 1), uniform))
          .isGreaterThan(1e-3);
    }
    // Jointly: E_p[q/p] = 1 for another density q with lighter tails, within 4 standard errors
    // (probability 6e-5).
    DiagonalGaussianMixture other =
        new DiagonalGaussianMixture(
            logs(0.5, 0.5), new double[] {-1, 0.5, 0.1, 3}, new double[] {-0.2, -1.2, 0.5, -0.5});
    double[] log = other.logProb(z).sub(mixture.logProb(z)).toDoubleVector();
    double sum = 0;
    double squares = 0;
    for (double l : log) {
      sum += Math.exp(l) / n;
      squares += Math.exp(2 * l) / n;
    }
    assertThat(sum).isCloseTo(1, within(4 * Math.sqrt((squares - sum * sum) / n)));
  }

  @Test
  @DisplayName("gives the same samples for the same stream, and none of a component without weight")
  void samplesAreAddressed() {
    DiagonalGaussianMixture some =
        new DiagonalGaussianMixture(
            new double[] {Double.NEGATIVE_INFINITY, 0, Double.NEGATIVE_INFINITY},
            new double[] {-1000, 0, 1000},
            new double[3]);
    INDArray z = some.sample(500, RandomStream.of(12));
    assertThat(z).isEqualTo(some.sample(500, RandomStream.of(12)));
    assertThat(z.amaxNumber().doubleValue()).isLessThan(10);
  }

  @Test
  @DisplayName("copies what it is made of and what it gives, and normalises its weights")
  void isImmutable() {
    double[] means = MEANS.clone();
    double[] unnormalised = {Math.log(2), Math.log(3), Math.log(5)};
    DiagonalGaussianMixture made = new DiagonalGaussianMixture(unnormalised, means, LOG_VARIANCES);
    means[0] = 99;
    made.means()[0] = 99;
    made.logVariances()[0] = 99;
    made.logWeights()[0] = 99;
    assertThat(made.means()).containsExactly(MEANS);
    assertThat(made.logVariances()).containsExactly(LOG_VARIANCES);
    assertThat(made.logWeights()).containsExactly(logs(WEIGHTS), within(1e-15));
    assertThat(logProb(made, 0, 0)).isCloseTo(logProb(mixture, 0, 0), within(1e-14));
  }

  private static void assertRefused(
      double[] logWeights, double[] means, double[] logVariances, String message) {
    assertThatThrownBy(() -> new DiagonalGaussianMixture(logWeights, means, logVariances))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  @DisplayName("refuses arguments that are no mixture")
  void refuses() {
    double infinity = Double.POSITIVE_INFINITY;
    double[] two = new double[2];
    assertRefused(new double[0], two, two, "2 mean values do not fit 0 components");
    assertRefused(two, new double[3], new double[3], "3 mean values do not fit 2 components");
    assertRefused(two, new double[0], new double[0], "0 mean values do not fit 2 components");
    assertRefused(two, new double[4], two, "mean has 4 values, log-variance 2");
    assertRefused(two, new double[] {0, Double.NaN}, two, "mean is NaN in component 1");
    assertRefused(two, two, new double[] {infinity, 0}, "log-variance is Infinity in component 0");
    assertRefused(new double[] {0, Double.NaN}, two, two, "a log-weight is NaN");
    assertRefused(new double[] {0, infinity}, two, two, "a log-weight is Infinity");
    assertRefused(new double[] {-infinity, -infinity}, two, two, "every weight is zero");
  }

  @Test
  @DisplayName("refuses codes of other dimensions")
  void refusesCodes() {
    assertThatThrownBy(() -> mixture.logProb(Nd4j.zeros(2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("codes have 3 dimensions, the density 2");
    assertThatThrownBy(() -> mixture.logProb(Nd4j.zeros(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("codes are [n, d], not of rank 1");
    DiagonalGaussianMixture standard = DiagonalGaussianMixture.standard(2);
    assertThatThrownBy(
            () -> standard.crossEntropy(new Posteriors(1, 1, new float[1], new float[1])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("codes have 1 dimensions, the density 2");
  }
}
