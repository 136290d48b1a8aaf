package org.elbosurgery.framework.benchmarks.rivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.data.Batch;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.experiment.RunOptions;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.ParameterSource;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.TrainingBatch;
import org.elbosurgery.framework.graph.TrainingGraph;
import org.elbosurgery.framework.graph.TrainingGraph.Evaluation;
import org.elbosurgery.framework.timing.PosteriorJob;
import org.elbosurgery.framework.timing.SampledPosteriors;
import org.elbosurgery.framework.timing.StepCase;
import org.elbosurgery.framework.timing.TrainingSteps;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The race is fair: libtorch computes what we do. */
@DisplayName("The rival")
final class SameModelTest {

  private static final int ROWS = 128;
  private static final int LATENT = 10;

  @ParameterizedTest
  @CsvSource({
    "gaussian, mlp",
    "mixture, mlp",
    "vamp, mlp",
    "gaussian, gated",
    "vamp, gated",
    "gaussian, conv"
  })
  @DisplayName("has our loss and our gradients for equal parameters, rows and noise")
  void lossAndGradients(String prior, String networks) {
    PluginSpec both = PluginSpec.parse(networks);
    DataSet data = TrainingSteps.data();
    TrainingGraph graph =
        new TrainingGraph(
            TrainingSteps.model(
                new StepCase(PluginSpec.parse(prior), both, both, LATENT, ROWS),
                Catalogs.load(PluginSource.of(SameModelTest.class.getClassLoader())),
                data),
            ParameterSource.INITIAL,
            data.train(),
            RandomStream.of(1),
            new RunOptions().execution());
    INDArray x = Batch.of(data.train(), 0, ROWS, DataType.FLOAT);
    float[] noise = RandomStream.of(2).gaussians(ROWS * LATENT);
    TorchParameters parameters = new TorchParameters(graph.parameters());
    Tensor loss =
        new TorchVae(parameters)
            .loss(
                TorchParameters.tensor(x.data().asFloat(), ROWS, x.size(1)),
                TorchParameters.tensor(noise, ROWS, LATENT));
    loss.backward();
    INDArray eps = Nd4j.create(noise, new long[] {ROWS, LATENT}, 'c');
    Evaluation ours = graph.evaluate(TrainingBatch.ofOtherData(x, eps, RandomStream.of(5)), 1);
    // Sums of up to 128 * 784 terms in another order.
    assertThat(loss.item_float()).isCloseTo((float) -ours.terms().elbo(), within(1e-3f));
    ours.gradients().forEach((name, gradient) -> assertSame(name, parameters, gradient));
  }

  /**
   * A gradient that is itself a difference of nearly equal terms (of the weights of a mixture, of
   * pseudo-inputs that are all alike) keeps fewer digits than the others, which agree to 1e-6.
   */
  private static void assertSame(String name, TorchParameters parameters, INDArray gradient) {
    float[] theirs = new float[(int) gradient.length()];
    parameters.get(name).grad().contiguous().data_ptr_float().get(theirs);
    float[] ours = gradient.dup('c').data().asFloat();
    double scale = gradient.norm2Number().doubleValue() / Math.sqrt(ours.length);
    boolean cancels = name.equals("prior/logits") || name.equals("prior/pseudo-inputs");
    assertThat(rootMeanSquare(ours, theirs) / scale)
        .as("relative error of the gradient of %s", name)
        .isLessThan(cancels ? 2e-3 : 5e-6);
  }

  private static double rootMeanSquare(float[] ours, float[] theirs) {
    double sum = 0;
    for (int i = 0; i < ours.length; i++) {
      sum += Math.pow(ours[i] - theirs[i], 2);
    }
    return Math.sqrt(sum / ours.length);
  }

  @Test
  @DisplayName("has our importance-weighted bound for equal parameters, rows and noise")
  void bound() {
    int samples = 100;
    DataSet data = TrainingSteps.data();
    ModelDefinition model =
        TrainingSteps.model(
            new StepCase(),
            Catalogs.load(PluginSource.of(SameModelTest.class.getClassLoader())),
            data);
    Rows rows = data.train().first(3);
    Parameters parameters =
        new TrainingGraph(model, ParameterSource.INITIAL, rows, RandomStream.of(1)).parameters();
    double[] ours = new ImportanceBounds(model, parameters, rows, samples, 1).bounds();
    TorchBounds theirs = new TorchBounds(parameters, rows, samples, LATENT);
    for (int n = 0; n < ours.length; n++) {
      RandomStream noise = ImportanceBounds.noise(n);
      float[] drawn = new float[samples * LATENT];
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = (float) noise.nextGaussian();
      }
      // Sums of 784 terms in single precision and another order.
      assertThat(theirs.bound(n, TorchParameters.tensor(drawn, samples, LATENT)))
          .isCloseTo(ours[n], within(1e-3));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 20})
  @DisplayName("has our log q(z)")
  void posterior(int dimensions) {
    SampledPosteriors codes = SampledPosteriors.synthetic(9000, dimensions, 1);
    TorchPosterior rival = new TorchPosterior(codes, 1000);
    rival.turn();
    float[] theirs = rival.logProbs();
    PosteriorJob ours = new PosteriorJob(codes, 2);
    ours.turn();
    double bound = bound(codes);
    for (int i = 0; i < theirs.length; i++) {
      assertThat((double) theirs[i]).isCloseTo(ours.logProb(i), within(bound));
    }
  }

  /** (d + 4) 2^-24 sum_j max (|z_j| + |m_j|)^2 / s_j^2: how far the expanded form may cancel. */
  private static double bound(SampledPosteriors sampled) {
    int d = sampled.posteriors().dimensions();
    double sum = 0;
    for (int j = 0; j < d; j++) {
      double reach = 0;
      double precision = 0;
      for (int n = 0; n < sampled.posteriors().size(); n++) {
        reach = Math.max(reach, Math.abs(sampled.samples()[n * d + j]));
        precision = Math.max(precision, Math.exp(-sampled.posteriors().logVariance(n, j)));
      }
      sum += 4 * reach * reach * precision;
    }
    return (d + 4) * 0x1p-24 * sum;
  }
}
