package org.elbosurgery.priors.gaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Codes;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.framework.data.FloatRows;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.gap.AggregateMoments;
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
import org.nd4j.linalg.api.buffer.DataType;

@DisplayName("A Gaussian fitted to codes")
final class FrozenEncoderFitTest {

  private static final Execution EXECUTION = new Execution(Engine.PLAN, 1);
  private static final int CODES = 1200;

  /**
   * Two clusters on a diagonal, off the origin: mean, variances, correlation and shape all differ.
   */
  private static Codes codes() {
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
    return new Codes(CODES, 2, mean, logVariance);
  }

  private static FittedPrior fit(Codes codes) {
    ModelDefinition model =
        new ModelDefinition(
            new MlpEncoder(1, 2, Activation.TANH),
            new MlpDecoder(1, 2, Activation.TANH, Likelihood.GAUSSIAN),
            new GaussianPrior(Mean.LEARNED, Covariance.FULL),
            3,
            2,
            DataType.FLOAT);
    Rows rows = FloatRows.copyOf(3, new float[] {0, 1, 2, 3, 4, 5});
    RandomStream random = RandomStream.of(1);
    PluginGraph untrained = new PluginGraph(model, ParameterSource.INITIAL, rows, random);
    PriorGraph graph = new PriorGraph(model, untrained.parameters(), rows, random, EXECUTION);
    return PriorFit.fit(
        graph, codes, new FitOptions(150, 100, 0.03, 5), EXECUTION, random, ProgressListener.NONE);
  }

  /**
   * The best Gaussian has the moments of q(z), and its marginal KL is the negentropy. Five free
   * parameters fitted to 1000 of the 1200 codes cost about 5 / 2000 = 0.003 nats of it; 0.01 is
   * four times that. Both marginal KLs are of the same samples and have closed cross-entropies, so
   * that nothing is random between them.
   */
  @Test
  @DisplayName("leaves the negentropy, and not less")
  void negentropy() {
    Codes codes = codes();
    GapEstimates gap =
        GapEstimator.estimate(
            codes, List.of(fit(codes).density()), Budget.of(4, 2), RandomStream.of(2));
    MomentSplit split = MomentSplit.of(AggregateMoments.of(codes), gap.standardMarginalKl());
    double above = gap.marginalKl(0).mean() - split.negentropy().mean();
    assertThat(split.negentropy().mean()).isGreaterThan(0.1);
    assertThat(above).isGreaterThan(-1e-6).isCloseTo(0, within(0.01));
  }
}
