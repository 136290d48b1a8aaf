package org.elbosurgery.framework.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.elbosurgery.framework.graph.ProbabilisticPca.evidence;

import org.assertj.core.data.Offset;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.RandomStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Identity 16: with the exact posterior the bound is tight. */
@DisplayName("Probabilistic PCA with its exact posterior")
final class ProbabilisticPcaTest {

  private final Parameters parameters = ProbabilisticPca.parameters();
  private final EvaluationGraph graph = ProbabilisticPca.graph(parameters);

  private static Offset<Double> relative(double expected) {
    return within(1e-9 * Math.abs(expected));
  }

  private static INDArray row(double... values) {
    return Nd4j.createFromArray(new double[][] {values});
  }

  @Test
  @DisplayName("has ELBO = log p(x) for every row, through the graph that training uses")
  void trainingGraph() {
    TrainingGraph training =
        new TrainingGraph(
            ProbabilisticPca.MODEL,
            ParameterSource.of(parameters),
            ProbabilisticPca.data(),
            RandomStream.of(1));
    for (double[] x : ProbabilisticPca.rows()) {
      // log p(x|z) is quadratic in z, so two Gauss-Hermite nodes a dimension, z = mean +- sd,
      // integrate it without error; the KL is in closed form and the same at each.
      double elbo = 0;
      for (double[] noise : new double[][] {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}}) {
        elbo +=
            training.terms(TrainingBatch.ofOtherData(row(x), row(noise), RandomStream.of(5))).elbo()
                / 4;
      }
      assertThat(elbo).isCloseTo(evidence(x), relative(evidence(x)));
    }
  }

  @Test
  @DisplayName("has log p(x|z) + log p(z) - log q(z|x) = log p(x) at every z, without variance")
  void everyImportanceWeight() {
    RandomStream random = RandomStream.of(8);
    for (double[] x : ProbabilisticPca.rows()) {
      EvaluationGraph.Encoded q = graph.encode(row(x));
      DiagonalGaussianMixture posterior =
          new DiagonalGaussianMixture(
              new double[1], q.mean().data().asDouble(), q.logVariance().data().asDouble());
      for (int s = 0; s < 20; s++) {
        INDArray z = row(3 * random.nextGaussian(), 3 * random.nextGaussian());
        double weight =
            graph.logLikelihood(row(x), z).getDouble(0)
                + graph.prior().logProb(z).getDouble(0)
                - posterior.logProb(z).getDouble(0);
        assertThat(weight).isCloseTo(evidence(x), relative(evidence(x)));
      }
    }
  }

  @Test
  @DisplayName("decodes a code to W z + mu")
  void mean() {
    assertThat(graph.mean(row(1, -2)).toDoubleMatrix()[0])
        .containsExactly(
            new double[] {0.3 + 1.2 - 1, -1 + 0.8 + 1.5, 2 - 0.4, 0.1 - 0.6}, within(1e-14));
  }
}
