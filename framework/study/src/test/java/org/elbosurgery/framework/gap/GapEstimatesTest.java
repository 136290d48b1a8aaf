package org.elbosurgery.framework.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.FullCovarianceGaussian;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.kernel.RandomPosteriors;
import org.elbosurgery.framework.surgery.ExactEstimator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gaps against oracles. Stochastic comparisons allow 5 standard errors; with normal errors that is
 * a false alarm in 6e-7 of comparisons, and seeds are fixed.
 */
@DisplayName("Estimates of the gap")
final class GapEstimatesTest {

  private static GapEstimates estimate(Posteriors posteriors, int samples, Distribution... priors) {
    return GapEstimator.estimate(
        posteriors, List.of(priors), Budget.of(samples, 2), RandomStream.of(3));
  }

  private static void assertWithinError(Estimate estimate, double expected) {
    assertThat(estimate.mean()).isCloseTo(expected, within(5 * estimate.standardError() + 1e-6));
  }

  /** The aggregate posterior as a mixture. */
  private static Distribution aggregate(Posteriors posteriors) {
    double[] mean = posteriors.means().castTo(DataType.DOUBLE).data().asDouble();
    double[] logVariance = posteriors.logVariances().castTo(DataType.DOUBLE).data().asDouble();
    return new DiagonalGaussianMixture(new double[posteriors.size()], mean, logVariance);
  }

  @Test
  @DisplayName("hypercube: mutual information and marginal KL are the golden ones")
  void hypercube() {
    GapEstimates gap = estimate(RandomPosteriors.hypercube(1, 3), 1000);
    assertWithinError(gap.mutualInformation(), 3 * 0.33683082);
    assertWithinError(gap.standardMarginalKl(), 3 * 0.16316918);
    assertThat(gap.standardMarginalKl().samples()).isEqualTo(8000);
  }

  /** Codes of a model whose posteriors are all but the same, N(m, 0.999): a gap of 1e-6 nats. */
  @Test
  @DisplayName("give no share of the gap of a collapsed model")
  void collapsed() {
    float[] mean = new float[500];
    float[] logVariance = new float[500];
    for (int n = 0; n < 500; n++) {
      mean[n] = (n % 2 == 0 ? 1 : -1) * 0.03f;
      logVariance[n] = (float) Math.log(0.999);
    }
    GapEstimates gap =
        estimate(
            new Posteriors(500, 1, mean, logVariance),
            8,
            new DiagonalGaussianMixture(new double[1], new double[] {0.5}, new double[1]));
    assertThat(gap.standardMarginalKl().mean()).isCloseTo(0, within(1e-4));
    assertThat(gap.gapClosed(0)).isEmpty();
  }

  /** Another density that says the error of its normaliser. */
  private record Estimated(Distribution density, double logNormalizerError)
      implements Distribution {
    @Override
    public int dimensions() {
      return density.dimensions();
    }

    @Override
    public INDArray logProb(INDArray z) {
      return density.logProb(z);
    }

    @Override
    public INDArray sample(int n, RandomStream random) {
      return density.sample(n, random);
    }
  }

  @Test
  @DisplayName("have the error of an estimated normaliser, and a difference those of both")
  void normalizers() {
    Posteriors posteriors = RandomPosteriors.trained(300, 3, 1);
    Distribution known = aggregate(posteriors);
    GapEstimates without = estimate(posteriors, 8, new Estimated(known, 0), known);
    GapEstimates with =
        estimate(posteriors, 8, new Estimated(known, 0.03), new Estimated(known, 0.04));
    assertThat(with.marginalKl(0)).isEqualTo(without.marginalKl(0).widened(0.03));
    assertThat(with.crossEntropy(0)).isEqualTo(without.crossEntropy(0).widened(0.03));
    assertThat(with.gain(0, 1).standardError()).isCloseTo(0.05, within(1e-9));
    double gap = without.standardMarginalKl().mean();
    assertThat(with.gapClosed(0)).isEqualTo(without.gapClosed(0).map(e -> e.widened(0.03 / gap)));
    assertThat(with.standardMarginalKl()).isEqualTo(without.standardMarginalKl());
  }

  /** N(0, I) in a box: infinitely far from any Gaussian. */
  private record Box(int dimensions) implements Distribution {
    @Override
    public INDArray logProb(INDArray z) {
      double[] result = new double[z.rows()];
      for (int n = 0; n < result.length; n++) {
        result[n] = z.getRow(n).norm2Number().doubleValue() > 3 ? Double.NEGATIVE_INFINITY : -1;
      }
      return Nd4j.createFromArray(result);
    }

    @Override
    public INDArray sample(int n, RandomStream random) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  @DisplayName("a prior whose density is infinite at a code fails alone, the others as without it")
  void infinite() {
    Posteriors posteriors = RandomPosteriors.trained(300, 3, 1);
    Distribution other = new DiagonalGaussianMixture(new double[1], new double[3], new double[3]);
    GapEstimates gap = estimate(posteriors, 8, new Box(3), aggregate(posteriors), other);
    assertThat(gap.problems(0))
        .singleElement()
        .asString()
        .contains("Box", "logProb is -Infinity", "not finite");
    assertThat(gap.problems(1)).isEmpty();
    assertThat(gap.marginalKl(1))
        .isEqualTo(estimate(posteriors, 8, aggregate(posteriors)).marginalKl(0));
  }

  @Test
  @DisplayName("take more samples of few points: 2000 degrees of freedom at least")
  void fewPoints() {
    assertThat(estimate(RandomPosteriors.hypercube(1, 3), 1).mutualInformation().samples())
        .isEqualTo(8 * 251);
    assertThat(estimate(RandomPosteriors.trained(2000, 1, 1), 1).mutualInformation().samples())
        .isEqualTo(2 * 2000);
    assertThat(estimate(RandomPosteriors.trained(2001, 1, 1), 1).mutualInformation().samples())
        .isEqualTo(2 * 2001);
  }

  @Test
  @DisplayName("the standard Gaussian closes exactly nothing, q(z) itself exactly all")
  void extremes() {
    Posteriors posteriors = RandomPosteriors.trained(300, 3, 1);
    GapEstimates gap =
        estimate(posteriors, 8, DiagonalGaussianMixture.standard(3), aggregate(posteriors));
    Estimate nothing = gap.gapClosed(0).orElseThrow();
    assertThat(nothing).isEqualTo(new Estimate(0, 0, nothing.samples()));
    assertThat(gap.marginalKl(0)).isEqualTo(gap.standardMarginalKl());
    assertThat(gap.gapClosed(1).orElseThrow().mean()).isCloseTo(1, within(1e-4));
    assertThat(gap.gapClosed(1).orElseThrow().standardError()).isLessThan(1e-4);
    assertThat(gap.marginalKl(1).mean()).isCloseTo(0, within(1e-5));
    assertThat(gap.crossEntropy(1).mean()).isCloseTo(gap.entropy().mean(), within(1e-5));
  }

  @Test
  @DisplayName(
      "no prior can close more than the whole gap, and a worse one than the standard Gaussian less"
          + " than 0")
  void bounds() {
    Posteriors posteriors = RandomPosteriors.trained(300, 3, 1);
    for (int seed = 0; seed < 20; seed++) {
      RandomStream random = RandomStream.of(seed);
      double[] mean = new double[15];
      double[] logVariance = new double[15];
      for (int i = 0; i < 15; i++) {
        mean[i] = random.nextGaussian();
        logVariance[i] = random.nextGaussian();
      }
      Distribution prior = new DiagonalGaussianMixture(new double[5], mean, logVariance);
      Estimate closed = estimate(posteriors, 4, prior).gapClosed(0).orElseThrow();
      assertThat(closed.mean()).isLessThan(1 + 5 * closed.standardError());
    }
    Distribution far =
        new DiagonalGaussianMixture(new double[1], new double[] {3, 0, 0}, new double[3]);
    assertThat(estimate(posteriors, 4, far).gapClosed(0).orElseThrow().mean()).isNegative();
  }

  @Test
  @DisplayName("marginal KLs, cross-entropies and gains differ by the same to the last digits")
  void consistent() {
    Posteriors posteriors = RandomPosteriors.trained(600, 2, 1);
    Distribution prior =
        new DiagonalGaussianMixture(
            new double[] {0, 1}, new double[] {-1, 0, 1, 0.5}, new double[] {0, 0, -1, 0.3});
    Distribution other = new DiagonalGaussianMixture(new double[1], new double[2], new double[2]);
    GapEstimates gap = estimate(posteriors, 8, prior, other);
    double gain = gap.gain(0, 1).mean();
    assertThat(gap.marginalKl(1).mean() - gap.marginalKl(0).mean()).isCloseTo(gain, within(1e-12));
    assertThat(gap.crossEntropy(1).mean() - gap.crossEntropy(0).mean())
        .isCloseTo(gain, within(1e-12));
    assertThat(gap.gapClosed(0).orElseThrow().mean())
        .isCloseTo(1 - gap.marginalKl(0).mean() / gap.marginalKl(1).mean(), within(1e-12));
  }

  @Test
  @DisplayName(
      "a cross-entropy's error is that of choosing the data; a closed form in disguise has the"
          + " same mean")
  void closedForm() {
    Posteriors posteriors = RandomPosteriors.trained(500, 2, 1);
    double[] mean = {0.4, -0.2};
    double[] logVariance = {-0.3, 0.1};
    Distribution single = new DiagonalGaussianMixture(new double[1], mean, logVariance);
    Distribution twice =
        new DiagonalGaussianMixture(
            new double[2],
            new double[] {0.4, -0.2, 0.4, -0.2},
            new double[] {-0.3, 0.1, -0.3, 0.1});
    GapEstimates gap = estimate(posteriors, 8, single, twice);
    double[] exact = single.crossEntropy(posteriors).orElseThrow().toDoubleVector();
    assertThat(gap.crossEntropy(0).mean()).isCloseTo(StatUtils.mean(exact), within(1e-12));
    assertThat(gap.crossEntropy(0).standardError())
        .isCloseTo(Math.sqrt(StatUtils.variance(exact) / 500), within(1e-12));
    // The same prior twice, once by its closed form: what differs is the sampling alone.
    assertThat(gap.crossEntropy(1).mean())
        .isCloseTo(StatUtils.mean(exact), within(5 * gap.gain(0, 1).standardError()));
  }

  @Test
  @DisplayName("agree with the surgery's own estimator, and are at least as certain")
  void agreesWithSurgery() {
    Posteriors posteriors = RandomPosteriors.trained(1000, 4, 2);
    Distribution prior =
        new DiagonalGaussianMixture(
            new double[] {0, 1}, new double[] {-1, 0, 1, 0.5, 0, 0, 0, 0}, new double[8]);
    GapEstimates gap = estimate(posteriors, 4, prior);
    Estimate surgery =
        new ExactEstimator()
            .estimate(posteriors, prior, Budget.of(4, 2), RandomStream.of(9))
            .marginalKl();
    Estimate own = gap.marginalKl(0);
    assertThat(own.mean() - surgery.mean())
        .isCloseTo(0, within(5 * Math.hypot(own.standardError(), surgery.standardError())));
    Estimate direct =
        new ExactEstimator()
            .estimate(posteriors, prior, Budget.of(4, 2), RandomStream.of(9))
            .routes()
            .get("marginal KL, direct");
    assertThat(own.standardError()).isLessThan(1.05 * direct.standardError());
  }

  @Test
  @DisplayName("a Gaussian with the moments of q(z) leaves exactly the negentropy")
  void negentropy() {
    Posteriors posteriors = RandomPosteriors.trained(800, 3, 1);
    AggregateMoments moments = AggregateMoments.of(posteriors);
    GapEstimates gap = estimate(posteriors, 4, withMomentsOf(moments));
    MomentSplit split = MomentSplit.of(moments, gap.standardMarginalKl());
    assertThat(gap.marginalKl(0).mean()).isCloseTo(split.negentropy().mean(), within(1e-10));
    assertThat(gap.marginalKl(0).standardError())
        .isCloseTo(split.negentropy().standardError(), within(1e-10));
  }

  /** W is the transposed inverse of L, C = L L^T. */
  private static Distribution withMomentsOf(AggregateMoments moments) {
    int d = moments.dimensions();
    var covariance = new Array2DRowRealMatrix(d, d);
    double[] mean = new double[d];
    for (int i = 0; i < d; i++) {
      mean[i] = moments.mean(i);
      for (int j = 0; j < d; j++) {
        covariance.setEntry(i, j, moments.covariance(i, j));
      }
    }
    var root = new CholeskyDecomposition(covariance).getL();
    var inverse = MatrixUtils.inverse(root).transpose();
    double[] factor = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = i; j < d; j++) {
        factor[i * d + j] = inverse.getEntry(i, j);
      }
    }
    return new FullCovarianceGaussian(mean, factor);
  }

  @Test
  @DisplayName("without a gap there is no share of it to close")
  void noGap() {
    Posteriors posteriors = RandomPosteriors.rows(RandomPosteriors.hypercube(0, 1), 200, i -> 0);
    GapEstimates gap = estimate(posteriors, 20, DiagonalGaussianMixture.standard(1));
    assertThat(gap.standardMarginalKl().mean()).isCloseTo(0, within(1e-6));
    assertThat(gap.gapClosed(0)).isEmpty();
  }

  @Test
  @DisplayName("threads change no bit")
  void threads() {
    Posteriors posteriors = RandomPosteriors.trained(700, 4, 1);
    List<Distribution> priors = List.of(aggregate(RandomPosteriors.trained(5, 4, 2)));
    GapEstimates one =
        GapEstimator.estimate(posteriors, priors, Budget.of(3, 1), RandomStream.of(1));
    GapEstimates many =
        GapEstimator.estimate(posteriors, priors, Budget.of(3, 4), RandomStream.of(1));
    assertThat(many.gapClosed(0)).isEqualTo(one.gapClosed(0));
    assertThat(many.marginalKl(0)).isEqualTo(one.marginalKl(0));
  }

  @Test
  @DisplayName("a prior of other dimensions is refused")
  void refused() {
    Posteriors posteriors = RandomPosteriors.hypercube(1, 2);
    assertThatThrownBy(() -> estimate(posteriors, 2, DiagonalGaussianMixture.standard(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("codes have 2 dimensions, a prior 3");
  }
}
