package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.data.Batch;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.graph.Engine;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.ParameterSource;
import org.elbosurgery.framework.graph.TrainingBatch;
import org.elbosurgery.framework.graph.TrainingGraph;
import org.elbosurgery.framework.timing.StepCase;
import org.elbosurgery.framework.timing.TrainingSteps;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every prior's training executed by a plan and by SameDiff's session. */
@DisplayName("Engines")
final class EnginesTest {

  private static final DataSet DATA = TrainingSteps.data();

  private static TrainingGraph graph(ModelDefinition model, Execution execution) {
    return new TrainingGraph(
        model, ParameterSource.INITIAL, DATA.train(), RandomStream.of(1), execution);
  }

  private static ModelDefinition model(String prior, int latent) {
    return TrainingSteps.model(
        new StepCase(PluginSpec.parse(prior), latent, 1),
        Catalogs.load(PluginSource.of(EnginesTest.class.getClassLoader())),
        DATA);
  }

  @ParameterizedTest(name = "{0}, latent {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "gaussian; 2; ''",
        "gaussian:mean=learned,covariance=diagonal; 1; ''",
        "gaussian:mean=learned,covariance=full; 5; matmul matmul_bp", // of rank 3
        "mixture:components=1; 3; ''",
        "mixture:components=40; 10; ''",
        "vamp:pseudo-inputs=1; 2; ''",
        "vamp:pseudo-inputs=30,weights=learned; 10; ''"
      })
  @DisplayName("agree on the terms and on every gradient, for batches of any size")
  void agree(String prior, int latent, String foreign) {
    ModelDefinition model = model(prior, latent);
    TrainingGraph session = graph(model, Execution.SESSION);
    TrainingGraph plan = graph(model, new Execution(Engine.PLAN, 2));
    assertThat(session.foreignOperations()).isEmpty();
    for (int n : new int[] {37, 1, 3, 37}) {
      INDArray x = Batch.of(DATA.train(), 0, n, DataType.FLOAT);
      INDArray noise =
          Nd4j.create(RandomStream.of(n).gaussians(n * latent), new long[] {n, latent}, 'c');
      TrainingBatch batch = TrainingBatch.ofOtherData(x, noise, RandomStream.of(5));
      TrainingGraph.Evaluation expected = session.evaluate(batch, 0.7);
      TrainingGraph.Evaluation actual = plan.evaluate(batch, 0.7);
      assertThat(actual.terms().reconstruction())
          .isCloseTo(expected.terms().reconstruction(), within(1e-3)); // of some 500 nats
      assertThat(actual.terms().averageKl()).isCloseTo(expected.terms().averageKl(), within(1e-4));
      expected
          .gradients()
          .forEach(
              (name, gradient) -> {
                double size = gradient.norm2Number().doubleValue();
                double error =
                    gradient.sub(actual.gradients().get(name)).norm2Number().doubleValue();
                assertThat(error).as("%s, batch of %d", name, n).isLessThan(1e-4 * size + 1e-5);
              });
      assertThat(plan.terms(batch).elbo()).isCloseTo(actual.terms().elbo(), within(1e-3));
    }
    assertThat(String.join(" ", plan.foreignOperations().orElseThrow())).isEqualTo(foreign);
  }
}
