package org.elbosurgery.priors.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Codes;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.MixtureWeights;
import org.elbosurgery.framework.data.FloatRows;
import org.elbosurgery.framework.data.Rows;
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

  private static Codes codes() {
    float[] mean = new float[2 * CODES];
    for (int n = 0; n < CODES; n++) {
      mean[2 * n] = n % 2 == 0 ? 3 : -3;
      mean[2 * n + 1] = n / 2 % 2 == 0 ? 3 : -3;
    }
    return new Codes(CODES, 2, mean, new float[2 * CODES]);
  }

  private static Estimate closed(int components) {
    ModelDefinition model =
        new ModelDefinition(
            new MlpEncoder(1, 2, Activation.TANH),
            new MlpDecoder(1, 2, Activation.TANH, Likelihood.GAUSSIAN),
            new MixturePrior(components, MixtureWeights.LEARNED, Init.NORMAL, 0.01),
            3,
            2,
            DataType.FLOAT);
    Rows rows = FloatRows.copyOf(3, new float[] {0, 1, 2, 3, 4, 5});
    RandomStream random = RandomStream.of(1);
    PluginGraph untrained = new PluginGraph(model, ParameterSource.INITIAL, rows, random);
    PriorGraph graph = new PriorGraph(model, untrained.parameters(), rows, random, EXECUTION);
    FittedPrior fit =
        PriorFit.fit(
            graph,
            codes(),
            new FitOptions(150, 100, 0.05, 5),
            EXECUTION,
            random,
            ProgressListener.NONE);
    GapEstimates gap =
        GapEstimator.estimate(codes(), List.of(fit.density()), Budget.of(4, 2), RandomStream.of(2));
    return gap.gapClosed(0).orElseThrow();
  }

  /**
   * The fit sees one noisy sample of each of 500 codes at a time; 20 free parameters fitted to 500
   * codes cost 20 / 500 / 2 = 0.02 nats of a gap of 2 (9/2 - log 2), which is 0.3 %: less, for the
   * noise is new in every epoch. 1 % leaves room for the last step.
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
}
