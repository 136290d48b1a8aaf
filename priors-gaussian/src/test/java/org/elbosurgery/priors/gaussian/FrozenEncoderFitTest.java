package org.elbosurgery.priors.gaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.FullCovarianceGaussian;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.framework.data.FloatRows;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.gap.AggregateMoments;
import org.elbosurgery.framework.gap.FitCourse.End;
import org.elbosurgery.framework.gap.FitOptions;
import org.elbosurgery.framework.gap.FittedPrior;
import org.elbosurgery.framework.gap.GapEstimates;
import org.elbosurgery.framework.gap.GapEstimator;
import org.elbosurgery.framework.gap.MomentSplit;
import org.elbosurgery.framework.gap.PriorFit;
import org.elbosurgery.framework.graph.Engine;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.ParameterSource;
import org.elbosurgery.framework.graph.PluginGraph;
import org.elbosurgery.framework.graph.PriorGraph;
import org.elbosurgery.framework.networks.Likelihood;
import org.elbosurgery.framework.networks.MlpDecoder;
import org.elbosurgery.framework.networks.MlpEncoder;
import org.elbosurgery.priors.gaussian.GaussianPrior.Covariance;
import org.elbosurgery.priors.gaussian.GaussianPrior.Mean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

@DisplayName("A Gaussian fitted to codes")
final class FrozenEncoderFitTest {

  private static final Execution EXECUTION = new Execution(Engine.PLAN, 1);
  private static final int CODES = 1200;

  /**
   * Two clusters on a diagonal, off the origin: mean, variances, correlation and shape all differ.
   */
  private static Posteriors posteriors() {
    RandomStream random = RandomStream.of(3);
    float[] mean = new float[2 * CODES];
    float[] logVariance = new float[2 * CODES];
    for (int n = 0; n < CODES; n++) {
      int side = n % 2 == 0 ? 1 : -1;
      mean[2 * n] = (float) (1 + 1.5 * side + 0.3 * random.nextGaussian());
      mean[2 * n + 1] = (float) (-0.5 + 1.2 * side + 0.3 * random.nextGaussian());
      logVariance[2 * n] = (float) Math.log(0.2);
      logVariance[2 * n + 1] = (float) Math.log(0.5);
    }
    return new Posteriors(CODES, 2, mean, logVariance);
  }

  private static FittedPrior fit(GaussianPrior prior, Posteriors posteriors) {
    ModelDefinition model =
        new ModelDefinition(
            new MlpEncoder(1, 2, Activation.TANH),
            new MlpDecoder(1, 2, Activation.TANH, Likelihood.GAUSSIAN),
            prior,
            3,
            posteriors.dimensions(),
            DataType.FLOAT);
    Rows rows = FloatRows.copyOf(3, new float[] {0, 1, 2, 3, 4, 5});
    RandomStream random = RandomStream.of(1);
    PluginGraph untrained = new PluginGraph(model, ParameterSource.INITIAL, rows, random);
    PriorGraph graph = new PriorGraph(model, untrained.parameters(), rows, random, EXECUTION);
    return PriorFit.fit(
        graph, posteriors, new FitOptions(), EXECUTION, random, ProgressListener.NONE);
  }

  private static double crossEntropy(FittedPrior fit, Posteriors posteriors) {
    return crossEntropy(fit.density(), posteriors);
  }

  /**
   * The best Gaussian has the moments of q(z), and its marginal KL is the negentropy. Both marginal
   * KLs are of the same samples and have closed cross-entropies, so that nothing is random between
   * them: what is left is the rounding of the parameters to single precision.
   */
  @Test
  @DisplayName("leaves the negentropy, neither more nor less")
  void negentropy() {
    Posteriors posteriors = posteriors();
    FittedPrior fit = fit(new GaussianPrior(Mean.LEARNED, Covariance.FULL), posteriors);
    GapEstimates gap =
        GapEstimator.estimate(
            posteriors, List.of(fit.density()), Budget.of(4, 2), RandomStream.of(2));
    MomentSplit split = MomentSplit.of(AggregateMoments.of(posteriors), gap.standardMarginalKl());
    assertThat(split.negentropy().mean()).isGreaterThan(0.1);
    assertThat(gap.marginalKl(0).mean()).isCloseTo(split.negentropy().mean(), within(1e-6));
    assertThat(fit.course().end()).isEqualTo(End.CLOSED_FORM);
    assertThat(fit.course().steps()).isZero();
  }

  /**
   * Posteriors N(-1, 1) and N(1, 1): by quadrature KL(q || N(0, 1)) = 0.16316918, and q has mean 0
   * and variance 2, so that the best Gaussian has 1/2 (1 - log 2) = 0.15342641 less: 0.00974277.
   * Few codes are fitted as well as many.
   */
  @ParameterizedTest
  @EnumSource(
      value = Covariance.class,
      names = {"DIAGONAL", "FULL"})
  @DisplayName("to two codes has the marginal KL that quadrature gives")
  void quadrature(Covariance covariance) {
    Posteriors posteriors = new Posteriors(2, 1, new float[] {-1, 1}, new float[2]);
    double entropy = 0.5 * Math.log(2 * Math.PI) + 1 - 0.16316918; // of q(z)
    for (Mean mean : Mean.values()) {
      FittedPrior fit = fit(new GaussianPrior(mean, covariance), posteriors);
      assertThat(crossEntropy(fit, posteriors) - entropy).isCloseTo(0.00974277, within(1e-7));
    }
  }

  /** A maximum: a step of any parameter to either side costs. */
  @ParameterizedTest
  @EnumSource(Covariance.class)
  @DisplayName("is the best there is, whatever is learned")
  void maximum(Covariance covariance) {
    Posteriors posteriors = posteriors();
    for (Mean mean : Mean.values()) {
      FittedPrior fit = fit(new GaussianPrior(mean, covariance), posteriors);
      double best = crossEntropy(fit, posteriors);
      for (double step : new double[] {-0.01, 0.01}) {
        for (int i = 0; i < 2; i++) {
          if (mean == Mean.LEARNED) {
            assertThat(crossEntropy(moved(fit, i, step, 0), posteriors)).isGreaterThan(best);
          }
          if (covariance != Covariance.IDENTITY) {
            assertThat(crossEntropy(moved(fit, i, 0, step), posteriors)).isGreaterThan(best);
          }
        }
      }
    }
  }

  /** Moves the mean, or scales the dimension. */
  private static Distribution moved(FittedPrior fit, int dimension, double shift, double scale) {
    if (fit.density() instanceof FullCovarianceGaussian gaussian) {
      double[] mean = gaussian.mean();
      double[] factor = gaussian.precisionFactor();
      mean[dimension] += shift;
      for (int j = dimension; j < 2; j++) {
        factor[dimension * 2 + j] *= 1 + scale;
      }
      return new FullCovarianceGaussian(mean, factor);
    }
    DiagonalGaussianMixture gaussian = (DiagonalGaussianMixture) fit.density();
    double[] mean = gaussian.means();
    double[] logVariance = gaussian.logVariances();
    mean[dimension] += shift;
    logVariance[dimension] += scale;
    return new DiagonalGaussianMixture(new double[1], mean, logVariance);
  }

  private static double crossEntropy(Distribution density, Posteriors posteriors) {
    return density.crossEntropy(posteriors).orElseThrow().meanNumber().doubleValue();
  }
}
