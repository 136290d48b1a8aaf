package org.elbosurgery.priors.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.MixtureWeights;
import org.elbosurgery.framework.data.FloatRows;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.gap.FitCourse.End;
import org.elbosurgery.framework.gap.FitOptions;
import org.elbosurgery.framework.gap.FittedPrior;
import org.elbosurgery.framework.gap.GapEstimates;
import org.elbosurgery.framework.gap.GapEstimator;
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
import org.elbosurgery.priors.mixture.MixturePrior.Covariance;
import org.elbosurgery.priors.mixture.MixturePrior.Init;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Fits to unit-variance posteriors at the corners of {-3, 3}^2, each there 150 times, whose
 * aggregate posterior is a mixture of four (identity 25).
 */
@DisplayName("A mixture fitted to codes")
final class FrozenEncoderFitTest {

  private static final Execution EXECUTION = new Execution(Engine.PLAN, 1);
  private static final int CODES = 600;

  private static Posteriors posteriors() {
    float[] mean = new float[2 * CODES];
    for (int n = 0; n < CODES; n++) {
      mean[2 * n] = n % 2 == 0 ? 3 : -3;
      mean[2 * n + 1] = n / 2 % 2 == 0 ? 3 : -3;
    }
    return new Posteriors(CODES, 2, mean, new float[2 * CODES]);
  }

  private static FittedPrior fit(int components, Posteriors posteriors, FitOptions options) {
    return PriorFit.fit(
        graph(components),
        posteriors,
        options,
        EXECUTION,
        RandomStream.of(1),
        ProgressListener.NONE);
  }

  private static PriorGraph graph(int components) {
    ModelDefinition model =
        new ModelDefinition(
            new MlpEncoder(1, 2, Activation.TANH),
            new MlpDecoder(1, 2, Activation.TANH, Likelihood.GAUSSIAN),
            new MixturePrior(
                components, MixtureWeights.LEARNED, Init.NORMAL, 0.01, Covariance.DIAGONAL),
            3,
            2,
            DataType.FLOAT);
    Rows rows = FloatRows.copyOf(3, new float[] {0, 1, 2, 3, 4, 5});
    RandomStream random = RandomStream.of(1);
    PluginGraph untrained = new PluginGraph(model, ParameterSource.INITIAL, rows, random);
    return new PriorGraph(model, untrained.parameters(), rows, random, EXECUTION);
  }

  private static Estimate closed(int components) {
    FittedPrior fit = fit(components, posteriors(), new FitOptions(1500, 500, 0.05, 50, 1));
    GapEstimates gap =
        GapEstimator.estimate(
            posteriors(), List.of(fit.density()), Budget.of(4, 2), RandomStream.of(2));
    return gap.gapClosed(0).orElseThrow();
  }

  /**
   * The fit sees one noisy sample of each of 500 codes at a time; 20 free parameters fitted to 500
   * codes cost 20 / 500 / 2 = 0.02 nats of a gap of 2 (9/2 - log 2), which is 0.3 %: less, for the
   * noise is new in every step. 1 % leaves room for the last step.
   */
  @Test
  @DisplayName("of as many components as q(z) has closes all of the gap")
  void asMany() {
    assertThat(closed(4).mean()).isCloseTo(1, within(0.01));
  }

  /**
   * A Gaussian with the moments of q leaves the negentropy: of each dimension the marginal KL, 9/2
   * - log 2 but for what +-3 overlap, less the variance part, (9 - log 10) / 2. A single component
   * can do no better; two halve one dimension.
   */
  @Test
  @DisplayName("of one component leaves the negentropy, and closes less than one of two")
  void tooFew() {
    double negentropy = 0.5 * Math.log(10) - Math.log(2);
    Estimate one = closed(1);
    assertThat(one.mean()).isCloseTo(1 - negentropy / (4.5 - Math.log(2)), within(0.01));
    assertThat(closed(2).mean()).isGreaterThan(one.mean()).isLessThan(1);
  }

  /**
   * Thirty posteriors N(m, 0.9) with m from N(0, 0.1): q(z) is all but the standard Gaussian, which
   * a mixture of two can be. By default options it comes as near as the sampling errors can tell,
   * with few codes, too; one epoch was one step of Adam once, and 90 of them left 0.02 nats.
   */
  @Test
  @DisplayName("by default options converges on few codes of a collapsed model")
  void fewCodes() {
    RandomStream random = RandomStream.of(4);
    float[] mean = new float[2 * 30];
    float[] logVariance = new float[2 * 30];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (Math.sqrt(0.1) * random.nextGaussian());
      logVariance[i] = (float) Math.log(0.9);
    }
    Posteriors posteriors = new Posteriors(30, 2, mean, logVariance);
    FittedPrior fit = fit(2, posteriors, new FitOptions());
    assertThat(fit.course().end()).isEqualTo(End.NO_GAIN);
    GapEstimates gap =
        GapEstimator.estimate(
            posteriors, List.of(fit.density()), Budget.of(1000, 2), RandomStream.of(2));
    Estimate fitted = gap.marginalKl(0);
    assertThat(fitted.mean()).isCloseTo(0, within(0.005 + 4 * fitted.standardError()));
  }

  @Test
  @DisplayName("knows the best Gaussian it can be, above the bound of its scales")
  void bestGaussian() {
    double[][] covariance = {{2, 0.5}, {0.5, 1e-6}};
    Map<String, double[]> parameters =
        new MixturePrior(2, MixtureWeights.LEARNED, Init.NORMAL, 0.01, Covariance.DIAGONAL)
            .bestGaussian(new double[] {1, -1}, covariance);
    assertThat(parameters).containsOnlyKeys("mean", "log-excess-variance", "logits");
    assertThat(parameters.get("mean")).containsExactly(1, -1, 1, -1);
    double[] excess = parameters.get("log-excess-variance");
    assertThat(Math.exp(excess[0]) + 1e-4).isCloseTo(2, within(1e-12));
    assertThat(Math.exp(excess[3]) + 1e-4).isCloseTo(1e-4, within(1e-12));
  }
}
