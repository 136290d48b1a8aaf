package org.elbosurgery.framework.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.kernel.Kernel;
import org.elbosurgery.framework.kernel.MixingValues;
import org.elbosurgery.framework.kernel.RandomPosteriors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The aggregate posterior as a density, and its bulk evaluation. */
final class AggregatePosteriorTest {

  private static MixingValues evaluate(AggregatePosterior posterior, double[] z, int threads) {
    return posterior.evaluate(z, threads, ProgressListener.NONE);
  }

  /**
   * The oracle: with x ~ N(a, 1), I = log 2 - E log(1 + exp(-2 a x)) and mKL = a^2 / 2 - I. Here
   * instead the per-sample values are integrated over q(z) by the trapezoid rule, which for smooth
   * integrands that vanish at both ends converges beyond double precision.
   */
  @ParameterizedTest
  @CsvSource({
    "0.5, 0.11142148, 0.01357852",
    "1, 0.33683082, 0.16316918",
    "2, 0.63272019, 1.36727981",
    "5, 0.69314632, 11.80685368"
  })
  @DisplayName("two posteriors at +-a: the integrals of the per-sample values are the exact ones")
  void pairs(double a, double mutualInformation, double marginalKl) {
    AggregatePosterior posterior =
        new AggregatePosterior(RandomPosteriors.hypercube(a, 1), Kernel.DOUBLE);
    double step = 1.0 / 64;
    double[] z = new double[2 * 64 * 16 + 1];
    for (int i = 0; i < z.length; i++) {
      z[i] = -16 + i * step;
    }
    MixingValues values = evaluate(posterior, z, 1);
    double information = 0;
    double kl = 0;
    for (int i = 0; i < z.length; i++) {
      double mass = Math.exp(values.logProb(i)) * step;
      double logPrior = -0.5 * (Math.log(2 * Math.PI) + z[i] * z[i]);
      information += mass * (Math.log(2) - values.responsibilityEntropy(i));
      kl += mass * (values.logProb(i) - logPrior);
    }
    assertThat(information).isCloseTo(mutualInformation, within(1e-8));
    assertThat(kl).isCloseTo(marginalKl, within(1e-8));
  }

  @Test
  @DisplayName("log q(z) is that of the mixture with equal weights")
  void agreesWithMixture() {
    Posteriors posteriors = RandomPosteriors.trained(40, 4, 3);
    DiagonalGaussianMixture mixture =
        new DiagonalGaussianMixture(
            new double[40],
            posteriors.means().ravel().toDoubleVector(),
            posteriors.logVariances().ravel().toDoubleVector());
    INDArray z = mixture.sample(100, RandomStream.of(1));
    double[] expected = mixture.logProb(z).toDoubleVector();
    assertThat(new AggregatePosterior(posteriors, Kernel.DOUBLE).logProb(z).toDoubleVector())
        .containsExactly(expected, within(1e-10));
    assertThat(new AggregatePosterior(posteriors).logProb(z.castTo(z.dataType())).toDoubleVector())
        .containsExactly(expected, within(1e-5));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("the number of threads changes no bit")
  void threads(Kernel kernel) {
    Posteriors posteriors = RandomPosteriors.trained(1100, 6, 3);
    AggregatePosterior posterior = new AggregatePosterior(posteriors, kernel);
    double[] z = RandomPosteriors.samples(posteriors, 1, 4);
    MixingValues one = evaluate(posterior, z, 1);
    for (int threads : new int[] {2, 5}) {
      MixingValues many = evaluate(posterior, z, threads);
      assertThat(many.logProbs()).isEqualTo(one.logProbs());
      for (int i = 0; i < one.size(); i++) {
        assertThat(many.responsibilityEntropy(i)).isEqualTo(one.responsibilityEntropy(i));
      }
    }
  }

  /**
   * The mean of each coordinate of 20,000 samples lies within 4.5 standard errors, and so does the
   * mean log-density within those of an independent set: false alarm below 3e-5 in all.
   */
  @Test
  @DisplayName("samples follow the density")
  void samples() {
    Posteriors posteriors = RandomPosteriors.trained(30, 2, 3);
    AggregatePosterior posterior = new AggregatePosterior(posteriors);
    INDArray z = posterior.sample(20_000, RandomStream.of(5));
    assertThat(z.shape()).containsExactly(20_000, 2);
    for (int j = 0; j < 2; j++) {
      double mean = 0;
      for (int n = 0; n < 30; n++) {
        mean += posteriors.mean(n, j) / 30;
      }
      INDArray column = z.getColumn(j);
      double standardError = column.stdNumber().doubleValue() / Math.sqrt(20_000);
      assertThat(column.meanNumber().doubleValue()).isCloseTo(mean, within(4.5 * standardError));
    }
    INDArray drawn = posterior.logProb(z);
    INDArray stratified =
        posterior.logProb(
            Nd4j.createFromArray(RandomPosteriors.samples(posteriors, 700, 6)).reshape(21_000, 2));
    double standardError = drawn.stdNumber().doubleValue() * Math.sqrt(1 / 20_000.0 + 1 / 21_000.0);
    assertThat(drawn.meanNumber().doubleValue())
        .isCloseTo(stratified.meanNumber().doubleValue(), within(4.5 * standardError));
  }

  @Test
  @DisplayName("progress rises to the number of samples")
  void progress() {
    Posteriors posteriors = RandomPosteriors.trained(600, 2, 3);
    List<Long> done = new ArrayList<>();
    new AggregatePosterior(posteriors)
        .evaluate(
            RandomPosteriors.samples(posteriors, 1, 4),
            2,
            (part, total) -> {
              assertThat(total).isEqualTo(600);
              done.add(part);
            });
    assertThat(done).isSorted().endsWith(600L);
  }

  @Test
  @DisplayName("an interrupt cancels and leaves the flag set")
  void interrupt() {
    Posteriors posteriors = RandomPosteriors.trained(3000, 20, 3);
    AggregatePosterior posterior = new AggregatePosterior(posteriors, Kernel.DOUBLE);
    double[] z = RandomPosteriors.samples(posteriors, 1, 4);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> evaluate(posterior, z, 2)).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  @DisplayName("what a progress listener throws reaches the caller")
  void failure() {
    Posteriors posteriors = RandomPosteriors.trained(10, 2, 3);
    AggregatePosterior posterior = new AggregatePosterior(posteriors);
    ProgressListener failing =
        (done, total) -> {
          throw new IllegalStateException("full");
        };
    double[] z = RandomPosteriors.samples(posteriors, 1, 4);
    assertThatThrownBy(() -> posterior.evaluate(z, 2, failing))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("full");
  }

  @Test
  @DisplayName("no samples are no work; wrong shapes and NaN are refused")
  void badSamples() {
    AggregatePosterior posterior = new AggregatePosterior(RandomPosteriors.trained(10, 2, 3));
    assertThat(evaluate(posterior, new double[0], 2).size()).isZero();
    assertThatThrownBy(() -> evaluate(posterior, new double[3], 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> evaluate(posterior, new double[] {0, 0, 0, Double.NaN}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sample 1");
    assertThatThrownBy(() -> posterior.logProb(Nd4j.zeros(2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[n, 2]");
  }

  @Test
  @DisplayName("origins that are missing or no components are refused, naming the sample")
  void badOrigins() {
    AggregatePosterior posterior = new AggregatePosterior(RandomPosteriors.trained(10, 2, 3));
    double[] z = new double[4];
    for (int[] origin : new int[][] {{0, -1}, {0, 10}}) {
      assertThatThrownBy(() -> posterior.evaluate(z, origin, 1, ProgressListener.NONE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("sample 1");
    }
    assertThatThrownBy(() -> posterior.evaluate(z, new int[3], 1, ProgressListener.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 origins of 2 samples");
  }

  @Test
  @DisplayName("a standard deviation that even double precision loses is a user's mistake")
  void unresolvable() {
    Posteriors posteriors =
        new Posteriors(2, 2, new float[] {0, 1, 2, 1}, new float[] {0, 0, 0, -80});
    assertThatThrownBy(() -> new AggregatePosterior(posteriors))
        .isInstanceOfSatisfying(
            ElboException.class,
            e -> assertThat(e.category()).isEqualTo(ElboException.Category.USER))
        .hasMessageContaining("row 1, dimension 1");
  }

  @Test
  @DisplayName("transposed and single-precision rows are read as what they are")
  void layouts() {
    AggregatePosterior posterior = new AggregatePosterior(RandomPosteriors.trained(10, 2, 3));
    INDArray z = Nd4j.createFromArray(new double[][] {{0, 1, 2}, {3, 4, 5}});
    INDArray transposed = z.transpose();
    double[] expected = posterior.logProb(transposed.dup('c')).toDoubleVector();
    assertThat(posterior.logProb(transposed).toDoubleVector()).isEqualTo(expected);
    assertThat(
            posterior
                .logProb(transposed.castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT))
                .toDoubleVector())
        .isEqualTo(expected);
  }

  @Test
  @DisplayName("leaving each sample's own component out is the sum over the others")
  void leavesOneOut() {
    Posteriors posteriors = RandomPosteriors.trained(700, 3, 1); // more than one block
    double[] z = RandomPosteriors.samples(posteriors, 1, 2);
    int[] origins = new int[700];
    Arrays.setAll(origins, n -> n);
    double[] others =
        new AggregatePosterior(posteriors).leaveOneOut(z, origins, 2, ProgressListener.NONE);
    for (int n = 0; n < 700; n++) {
      int own = n;
      Posteriors rest = RandomPosteriors.rows(posteriors, 699, i -> i < own ? i : i + 1);
      double expected =
          new AggregatePosterior(rest, Kernel.DOUBLE)
              .evaluate(Arrays.copyOfRange(z, 3 * n, 3 * n + 3), 1, ProgressListener.NONE)
              .logProb(0);
      assertThat(others[n]).isCloseTo(expected, within(1e-10));
    }
  }

  /** Beside its own component, the nearest is 10^4 standard deviations away. */
  @Test
  @DisplayName("leaving one out is right where it makes up all of q(z), and needs two")
  void leavesTheOnlyOneOut() {
    Posteriors posteriors = new Posteriors(2, 1, new float[] {0, 10_000}, new float[2]);
    double[] others =
        new AggregatePosterior(posteriors)
            .leaveOneOut(new double[] {1}, new int[] {0}, 1, ProgressListener.NONE);
    assertThat(others[0]).isCloseTo(-0.5 * (9_999.0 * 9_999 + Math.log(2 * Math.PI)), within(1e-6));
    AggregatePosterior one =
        new AggregatePosterior(new Posteriors(1, 1, new float[1], new float[1]));
    assertThatThrownBy(() -> one.leaveOneOut(new double[1], new int[1], 1, ProgressListener.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("of one component none is left");
  }
}
