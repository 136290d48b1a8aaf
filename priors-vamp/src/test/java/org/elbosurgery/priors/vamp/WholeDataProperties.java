package org.elbosurgery.priors.vamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Decomposition;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.api.graph.MixtureWeights;
import org.elbosurgery.framework.data.Batch;
import org.elbosurgery.framework.data.FloatRows;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.ParameterSource;
import org.elbosurgery.framework.graph.PluginGraph;
import org.elbosurgery.framework.kernel.Kernel;
import org.elbosurgery.framework.networks.Likelihood;
import org.elbosurgery.framework.networks.MlpDecoder;
import org.elbosurgery.framework.networks.MlpEncoder;
import org.elbosurgery.framework.surgery.AggregatePosterior;
import org.elbosurgery.framework.surgery.ExactEstimator;
import org.elbosurgery.priors.vamp.VampPrior.Init;
import org.elbosurgery.priors.vamp.VampPrior.Variances;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A VampPrior whose pseudo-inputs are all training rows, with uniform weights, is the aggregate
 * posterior of those rows (identity 5). Two codes paths meet: codes encoded row by row, and
 * pseudo-inputs encoded inside the prior.
 */
final class WholeDataProperties {

  private static final int DATA_SIZE = 4;

  private final RandomStream random = RandomStream.of(1);

  /** A model whose encoder separates the rows, in single precision, as trained models are. */
  private EvaluationGraph model(int n, int d, Rows rows) {
    ModelDefinition definition =
        new ModelDefinition(
            new MlpEncoder(1, 6, Activation.TANH),
            new MlpDecoder(1, 2, Activation.TANH, Likelihood.GAUSSIAN),
            new VampPrior(n, MixtureWeights.UNIFORM, Init.DATA, true, Variances.ENCODER),
            DATA_SIZE,
            d,
            DataType.FLOAT);
    PluginGraph start = new PluginGraph(definition, ParameterSource.INITIAL, rows, random);
    start.parameters().arrays().get("encoder/W-mean").muli(4);
    start.parameters().arrays().get("encoder/b-log-variance").subi(2);
    return new EvaluationGraph(definition, start.parameters(), rows, random);
  }

  private static Posteriors posteriors(EvaluationGraph model, Rows rows, int d) {
    INDArray x = Batch.of(rows, 0, rows.size(), DataType.FLOAT);
    EvaluationGraph.Encoded q = model.encode(x);
    return new Posteriors(
        rows.size(), d, q.mean().data().asFloat(), q.logVariance().data().asFloat());
  }

  @Property(tries = 15, seed = "31")
  @Label("leaves no marginal KL in any sample, and none by any route")
  void noMarginalKl(
      @ForAll @IntRange(min = 1, max = 60) int n,
      @ForAll @IntRange(min = 1, max = 4) int d,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    Rows rows = FloatRows.copyOf(DATA_SIZE, RandomStream.of(seed).gaussians(n * DATA_SIZE));
    EvaluationGraph model = model(n, d, rows);
    Posteriors posteriors = posteriors(model, rows, d);
    Distribution prior = model.prior();

    AggregatePosterior aggregate = new AggregatePosterior(posteriors, Kernel.DOUBLE);
    INDArray z = aggregate.sample(50, RandomStream.of(seed).named("z"));
    // The order of the rows changes the last bit of a code in single precision, no more.
    assertThat(prior.logProb(z).toDoubleVector())
        .containsExactly(aggregate.logProb(z).toDoubleVector(), within(2e-5));

    Decomposition terms =
        new ExactEstimator().estimate(posteriors, prior, Budget.of(2, 1), RandomStream.of(seed));
    Estimate direct = terms.routes().get("marginal KL, direct");
    assertThat(direct.mean()).isCloseTo(0, within(2e-5));
    assertThat(direct.standardError()).isLessThan(2e-5);
    assertThat(terms.marginalKl().mean()).isCloseTo(0, within(2e-5));
    // So the average KL is the mutual information, up to the error of its own samples.
    Estimate through = terms.routes().get("marginal KL, through average KL");
    assertThat(through.mean()).isCloseTo(0, within(6 * through.standardError() + 1e-4));
  }
}
