package org.elbosurgery.framework.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.assertj.core.data.Offset;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.framework.data.FloatRows;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.networks.Likelihood;
import org.elbosurgery.framework.networks.MlpDecoder;
import org.elbosurgery.framework.networks.MlpEncoder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Identity 16: the linear-Gaussian model x = W z + mu + s noise (Tipping and Bishop 1999) with its
 * exact posterior, put into the project's own networks by hand. Its evidence has a closed form, log
 * N(x; mu, W W^T + s^2 I), and the bound is tight.
 *
 * <p>With orthogonal columns of W the matrix M = W^T W + s^2 I is diagonal, and with it the
 * posterior N(M^-1 W^T (x - mu), s^2 M^-1): a diagonal Gaussian, linear in x, of constant variance.
 */
@DisplayName("Probabilistic PCA with its exact posterior")
final class ProbabilisticPcaTest {

  private static final double[][] W = {{1.2, 0.5}, {0.8, -0.75}, {-0.4, 0}, {0, 0.3}};
  private static final double[] MU = {0.3, -1, 2, 0.1};
  private static final double NOISE_VARIANCE = 0.35;
  private static final int D = W.length;
  private static final int LATENT = 2;

  /** Typical rows, and two that the model finds hardly believable. */
  private static final double[][] ROWS = {
    {0, 0, 0, 0}, {1.5, -0.2, 1.7, 0.4}, {-2, -3, 3, -0.5}, {8, -6, 0, 5}, {-12, 9, 9, -7}
  };

  private final ModelDefinition model =
      new ModelDefinition(
          new MlpEncoder(0, 1, Activation.TANH),
          new MlpDecoder(0, 1, Activation.TANH, Likelihood.GAUSSIAN),
          new TinyModel.StandardPrior(),
          D,
          LATENT,
          DataType.DOUBLE);
  private final Parameters parameters = exactParameters();
  private final EvaluationGraph graph =
      new EvaluationGraph(model, parameters, noRows(), RandomStream.of(1));

  private static Rows noRows() {
    return FloatRows.copyOf(D, new float[D]);
  }

  private static Parameters exactParameters() {
    RealMatrix w = MatrixUtils.createRealMatrix(W);
    RealMatrix m =
        w.transpose()
            .multiply(w)
            .add(MatrixUtils.createRealIdentityMatrix(LATENT).scalarMultiply(NOISE_VARIANCE));
    assertThat(m.getEntry(0, 1)).as("the columns of W are orthogonal").isCloseTo(0, within(1e-15));
    RealMatrix inverse =
        MatrixUtils.createRealDiagonalMatrix(
            new double[] {1 / m.getEntry(0, 0), 1 / m.getEntry(1, 1)});
    RealMatrix recognition = w.multiply(inverse); // [D, d], applied to rows from the right
    double[] shift = recognition.preMultiply(MU);
    double[] logVariance = {
      Math.log(NOISE_VARIANCE * inverse.getEntry(0, 0)),
      Math.log(NOISE_VARIANCE * inverse.getEntry(1, 1))
    };
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    arrays.put("encoder/W-mean", Nd4j.createFromArray(recognition.getData()));
    arrays.put("encoder/b-mean", Nd4j.createFromArray(new double[][] {{-shift[0], -shift[1]}}));
    arrays.put("encoder/W-log-variance", Nd4j.zeros(DataType.DOUBLE, D, LATENT));
    arrays.put("encoder/b-log-variance", Nd4j.createFromArray(new double[][] {logVariance}));
    arrays.put("decoder/W-output", Nd4j.createFromArray(w.transpose().getData()));
    arrays.put("decoder/b-output", Nd4j.createFromArray(new double[][] {MU}));
    arrays.put(
        "decoder/log-variance", Nd4j.createFromArray(new double[][] {{Math.log(NOISE_VARIANCE)}}));
    return new Parameters(arrays);
  }

  private static double evidence(double[] x) {
    RealMatrix w = MatrixUtils.createRealMatrix(W);
    RealMatrix covariance =
        w.multiply(w.transpose())
            .add(MatrixUtils.createRealIdentityMatrix(D).scalarMultiply(NOISE_VARIANCE));
    return Math.log(new MultivariateNormalDistribution(MU, covariance.getData()).density(x));
  }

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
        new TrainingGraph(model, ParameterSource.of(parameters), noRows(), RandomStream.of(1));
    for (double[] x : ROWS) {
      // log p(x|z) is quadratic in z, so two Gauss-Hermite nodes a dimension, z = mean +- sd,
      // integrate it without error; the KL is in closed form and the same at each.
      double elbo = 0;
      for (double[] noise : new double[][] {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}}) {
        elbo += training.terms(row(x), row(noise)).elbo() / 4;
      }
      assertThat(elbo).isCloseTo(evidence(x), relative(evidence(x)));
    }
  }

  @Test
  @DisplayName("has log p(x|z) + log p(z) - log q(z|x) = log p(x) at every z, without variance")
  void everyImportanceWeight() {
    RandomStream random = RandomStream.of(8);
    for (double[] x : ROWS) {
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
