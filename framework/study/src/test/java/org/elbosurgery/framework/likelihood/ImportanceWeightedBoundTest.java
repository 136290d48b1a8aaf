package org.elbosurgery.framework.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.Batch;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.graph.Engine;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.ParameterSource;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.ProbabilisticPca;
import org.elbosurgery.framework.graph.TinyModel;
import org.elbosurgery.framework.graph.TrainingGraph;
import org.elbosurgery.framework.networks.Likelihood;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("The importance-weighted bound")
final class ImportanceWeightedBoundTest {

  private static PointBounds pca(Parameters parameters, int samples) {
    return new ImportanceWeightedBound(() -> ProbabilisticPca.graph(parameters), samples, 1)
        .of(ProbabilisticPca.data(), RandomStream.of(3), ProgressListener.NONE);
  }

  @Test
  @DisplayName("is log p(x) for every S, without variance, where the posterior is exact")
  void exactPosterior() {
    for (int samples : new int[] {7, 2500}) { // points together, and a point in parts
      PointBounds bounds = pca(ProbabilisticPca.parameters(), samples);
      for (int n = 0; n < bounds.size(); n++) {
        double evidence = ProbabilisticPca.evidence(ProbabilisticPca.rows().get(n));
        for (int count = 0; count < bounds.samples().length; count++) {
          assertThat(bounds.bounds(count)[n])
              .isCloseTo(evidence, within(1e-9 * Math.abs(evidence)));
          assertThat(bounds.samplingVariances(count)[n]).isCloseTo(0, within(1e-18));
        }
        assertThat(bounds.effectiveSampleSizes()[n]).isCloseTo(samples, within(1e-6));
      }
    }
  }

  @Test
  @DisplayName("starts at the ELBO and goes to log p(x) where the posterior is wrong")
  void wrongPosterior() {
    double sds = 0.6;
    double logVariance = 0.5; // wider than the posterior, so that no weight is great
    PointBounds bounds = pca(ProbabilisticPca.parameters(sds, logVariance), 20_000);
    int last = bounds.samples().length - 1;
    for (int n = 0; n < bounds.size(); n++) {
      double evidence = ProbabilisticPca.evidence(ProbabilisticPca.rows().get(n));
      double elbo = evidence - ProbabilisticPca.excess(sds, logVariance);
      // Beyond 4.5 standard errors by chance: 7e-6 each, ten of them.
      assertThat(bounds.bounds(0)[n])
          .isCloseTo(elbo, within(4.5 * Math.sqrt(bounds.samplingVariances(0)[n])));
      // The mean weight relative to p(x) has the variance 1/e - 1/S at the effective sample size e.
      double error = Math.sqrt(1 / bounds.effectiveSampleSizes()[n]);
      assertThat(bounds.bounds(last)[n]).isCloseTo(evidence, within(4.5 * error));
      assertThat(error).isLessThan(0.02);
      assertThat(elbo).isLessThan(evidence - 0.5);
    }
  }

  /** A model with one latent dimension, a prior that is not standard, and Bernoulli data. */
  private static EvaluationGraph nonlinear(Execution execution) {
    ModelDefinition model =
        TinyModel.of(new TinyModel.ShiftedPrior(), Likelihood.BERNOULLI, 1, DataType.FLOAT);
    Rows rows = TinyModel.rows(4);
    TrainingGraph initial =
        new TrainingGraph(model, ParameterSource.INITIAL, rows, RandomStream.of(2));
    Parameters parameters = initial.parameters().copy();
    parameters.arrays().get("encoder/b-log-variance").assign(2.5); // wide: no weight is great
    return new EvaluationGraph(model, parameters, rows, RandomStream.of(2), execution);
  }

  @Test
  @DisplayName("agrees with quadrature for a nonlinear decoder and a shifted prior")
  void quadrature() {
    EvaluationGraph graph = nonlinear(Execution.SESSION);
    Rows rows = TinyModel.rows(4);
    PointBounds bounds =
        new ImportanceWeightedBound(() -> graph, 20_000, 1)
            .of(rows, RandomStream.of(4), ProgressListener.NONE);
    int nodes = 6001;
    double step = 0.01;
    double[] z = new double[nodes];
    Arrays.setAll(z, i -> step * (i - nodes / 2));
    INDArray grid = Nd4j.createFromArray(z).reshape('c', nodes, 1);
    double[] logPrior = graph.prior().logProb(grid).data().asDouble();
    for (int n = 0; n < rows.size(); n++) {
      int row = n;
      INDArray x = Batch.of(rows, new int[nodes], 0, nodes, DataType.FLOAT);
      INDArray own = Batch.of(rows, n, n + 1, DataType.FLOAT);
      x.assign(own.broadcast(x.shape()));
      double[] logLikelihood =
          graph.logLikelihood(x, grid.castTo(DataType.FLOAT)).data().asDouble();
      EvaluationGraph.Encoded q = graph.encode(own);
      double mean = q.mean().getDouble(0);
      double logVariance = q.logVariance().getDouble(0);
      DoubleUnaryOperator logQ =
          at ->
              -0.5
                  * (Math.log(2 * Math.PI)
                      + logVariance
                      + Math.pow(at - mean, 2) * Math.exp(-logVariance));
      double evidence = 0;
      double elbo = 0;
      for (int i = 0; i < nodes; i++) {
        double joint = logLikelihood[i] + logPrior[i];
        double logProposal = logQ.applyAsDouble(z[i]);
        evidence += Math.exp(joint) * step;
        elbo += Math.exp(logProposal) * (joint - logProposal) * step;
      }
      // Beyond 4.5 standard errors by chance: 7e-6 each, eight of them.
      assertThat(bounds.bounds(0)[row])
          .isCloseTo(elbo, within(4.5 * Math.sqrt(bounds.samplingVariances(0)[row])));
      assertThat(bounds.bounds()[row])
          .isCloseTo(
              Math.log(evidence), within(4.5 / Math.sqrt(bounds.effectiveSampleSizes()[row])));
      assertThat(bounds.effectiveSampleSizes()[row]).isGreaterThan(2000);
    }
  }

  @Test
  @DisplayName("of a row depends neither on the threads nor on the rows after it, to the last bit")
  void addressed() {
    for (int samples : new int[] {90, 1200}) {
      PointBounds whole = tiny(70, samples, 1);
      PointBounds threads = tiny(70, samples, 3);
      PointBounds fewer = tiny(66, samples, 2);
      for (int count = 0; count < whole.samples().length; count++) {
        assertThat(threads.bounds(count)).isEqualTo(whole.bounds(count));
        assertThat(fewer.bounds(count)).isEqualTo(Arrays.copyOf(whole.bounds(count), 66));
      }
      assertThat(threads.effectiveSampleSizes()).isEqualTo(whole.effectiveSampleSizes());
    }
  }

  private static PointBounds tiny(int rows, int samples, int threads) {
    return new ImportanceWeightedBound(
            () -> nonlinear(new Execution(Engine.PLAN, 1)), samples, threads)
        .of(TinyModel.rows(rows), RandomStream.of(6), ProgressListener.NONE);
  }

  @Test
  @DisplayName("stops when its thread is interrupted")
  void interrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> tiny(30, 90, 1)).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  @DisplayName("needs two samples and a thread")
  void needsSamples() {
    for (int[] wrong : new int[][] {{1, 1}, {2, 0}}) {
      assertThatThrownBy(
              () ->
                  new ImportanceWeightedBound(
                      () -> nonlinear(Execution.SESSION), wrong[0], wrong[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(wrong[0] + " samples on " + wrong[1] + " threads; take 2 and 1 at least");
    }
  }
}
