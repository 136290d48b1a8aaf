package org.elbosurgery.framework.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.Batch;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.networks.Likelihood;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

@DisplayName("An evaluation graph")
final class EvaluationGraphTest {

  private static final int ROWS = 5;
  private static final Rows DATA = TinyModel.rows(ROWS);
  private static final ModelDefinition MODEL =
      TinyModel.of(new TinyModel.ShiftedPrior(), Likelihood.BERNOULLI, 2, DataType.DOUBLE);

  private final TrainingGraph training =
      new TrainingGraph(MODEL, ParameterSource.INITIAL, DATA, RandomStream.of(1));
  private final INDArray x = Batch.of(DATA, 0, ROWS, DataType.DOUBLE);
  private final INDArray noise =
      Nd4j.create(RandomStream.of(3).gaussians(2 * ROWS), new long[] {ROWS, 2}, 'c')
          .castTo(DataType.DOUBLE);

  private static EvaluationGraph of(ModelDefinition model, Parameters parameters) {
    return new EvaluationGraph(model, parameters, DATA, RandomStream.of(1));
  }

  /** Stands in for training. */
  private void moveParameters() {
    training.parameters().arrays().values().forEach(array -> array.addi(0.25));
  }

  private INDArray sample(EvaluationGraph.Encoded q) {
    return q.mean().add(Nd4j.math.exp(q.logVariance().mul(0.5)).mul(noise));
  }

  @Test
  @DisplayName("with stored parameters gives the terms that training gave")
  void repeatsTraining() {
    moveParameters();
    EvaluationGraph graph = of(MODEL, training.parameters().copy());
    TrainingGraph.Terms terms =
        training.terms(TrainingBatch.ofOtherData(x, noise, RandomStream.of(5)));
    EvaluationGraph.Encoded q = graph.encode(x);
    INDArray z = sample(q);
    assertThat(graph.logLikelihood(x, z).toDoubleVector())
        .satisfies(
            values ->
                assertThat(Arrays.stream(values).average().orElseThrow())
                    .isCloseTo(terms.reconstruction(), within(1e-12)));

    // This prior has no closed form: the KL is -log p(z) minus the entropy of q.
    INDArray logPrior = graph.prior().logProb(z);
    double averageKl = 0;
    for (int n = 0; n < ROWS; n++) {
      double entropy =
          1 + Math.log(2 * Math.PI) + q.logVariance().getRow(n).sumNumber().doubleValue() / 2;
      averageKl += (-logPrior.getDouble(n) - entropy) / ROWS;
    }
    assertThat(averageKl).isCloseTo(terms.averageKl(), within(1e-12));
  }

  @Test
  @DisplayName("does not change when training goes on, nor does its prior")
  void staysAsItWas() {
    EvaluationGraph graph = of(MODEL, training.parameters());
    Distribution prior = graph.prior();
    INDArray z = sample(graph.encode(x));
    double[] codes = z.data().asDouble();
    double[] likelihood = graph.logLikelihood(x, z).toDoubleVector();
    double[] density = prior.logProb(z).toDoubleVector();
    moveParameters();
    assertThat(sample(graph.encode(x)).data().asDouble()).isEqualTo(codes);
    assertThat(graph.logLikelihood(x, z).toDoubleVector()).isEqualTo(likelihood);
    assertThat(prior.logProb(z).toDoubleVector()).isEqualTo(density);
    assertThat(graph.prior().logProb(z).toDoubleVector()).isEqualTo(density);
    assertThat(of(MODEL, training.parameters()).prior().logProb(z).toDoubleVector())
        .isNotEqualTo(density);
  }

  @Test
  @DisplayName("refuses parameters that are missing or of another shape, by name")
  void refusesOtherParameters() {
    ModelDefinition wider =
        TinyModel.of(new TinyModel.ShiftedPrior(), Likelihood.BERNOULLI, 3, DataType.DOUBLE);
    assertThatThrownBy(() -> of(wider, training.parameters()))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("encoder/W-mean is stored with shape [4, 2], the model has [4, 3]");
    Map<String, INDArray> some = new LinkedHashMap<>(training.parameters().arrays());
    some.remove("prior/mean");
    assertThatThrownBy(() -> of(MODEL, new Parameters(some)))
        .isInstanceOf(ElboException.class)
        .hasMessageContaining("no stored value for parameter prior/mean");
  }

  @Test
  @DisplayName("gives a single row what it has among others (identity 23)")
  void singleRow() {
    EvaluationGraph graph = of(MODEL, training.parameters());
    EvaluationGraph.Encoded all = graph.encode(x);
    INDArray z = sample(all);
    double[] likelihood = graph.logLikelihood(x, z).toDoubleVector();
    for (int n = 0; n < ROWS; n++) {
      var here = NDArrayIndex.interval(n, n + 1);
      INDArray row = Batch.of(DATA, n, n + 1, DataType.DOUBLE);
      EvaluationGraph.Encoded q = graph.encode(row);
      INDArray code = z.get(here, NDArrayIndex.all()).dup();
      assertThat(q.mean().shape()).containsExactly(1, 2);
      assertThat(q.mean().equalsWithEps(all.mean().get(here, NDArrayIndex.all()), 1e-12)).isTrue();
      assertThat(graph.mean(code).shape()).containsExactly(1, TinyModel.DATA_SIZE);
      assertThat(graph.logLikelihood(row, code).toDoubleVector())
          .containsExactly(new double[] {likelihood[n]}, within(1e-12));
    }
  }
}
