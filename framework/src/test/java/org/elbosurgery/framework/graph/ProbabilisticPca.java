package org.elbosurgery.framework.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Activation;
import org.elbosurgery.framework.data.FloatRows;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.networks.Likelihood;
import org.elbosurgery.framework.networks.MlpDecoder;
import org.elbosurgery.framework.networks.MlpEncoder;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Identity 16: the linear-Gaussian model x = W z + mu + s noise (Tipping and Bishop 1999), put into
 * the project's own networks by hand. Its evidence has a closed form, log N(x; mu, W W^T + s^2 I).
 *
 * <p>With orthogonal columns of W the matrix M = W^T W + s^2 I is diagonal, and with it the
 * posterior N(M^-1 W^T (x - mu), s^2 M^-1): a diagonal Gaussian, linear in x, of constant variance.
 * The encoder gives just that, or one that is off by a known amount.
 */
public final class ProbabilisticPca {

  private static final double[][] W = {{1.2, 0.5}, {0.8, -0.75}, {-0.4, 0}, {0, 0.3}};
  private static final double[] MU = {0.3, -1, 2, 0.1};
  private static final double NOISE_VARIANCE = 0.35;
  private static final double[] OTHER_MEAN = {0, 0.25, 0.5, 0.625};
  private static final int D = W.length;
  private static final int LATENT = 2;

  /** The model; its parameters are {@link #parameters}. */
  public static final ModelDefinition MODEL =
      new ModelDefinition(
          new MlpEncoder(0, 1, Activation.TANH),
          new MlpDecoder(0, 1, Activation.TANH, Likelihood.GAUSSIAN),
          new TinyModel.StandardPrior(),
          D,
          LATENT,
          DataType.DOUBLE);

  /** Typical rows, and two that the model finds hardly believable. */
  private static final double[][] ROWS = {
    {0, 0, 0, 0}, {1.5, -0.25, 1.75, 0.5}, {-2, -3, 3, -0.5}, {8, -6, 0, 5}, {-12, 9, 9, -7}
  };

  private ProbabilisticPca() {}

  /** Returns some rows, exact in single precision. */
  public static List<double[]> rows() {
    return Arrays.stream(ROWS).map(double[]::clone).toList();
  }

  /** Returns the same rows as data. */
  public static Rows data() {
    float[] values = new float[ROWS.length * D];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ROWS[i / D][i % D];
    }
    return FloatRows.copyOf(D, values);
  }

  /** Returns the parameters with the exact posterior. */
  public static Parameters parameters() {
    return parameters(0, 0);
  }

  /**
   * Returns the parameters with another posterior.
   *
   * @param sds by how many of its standard deviations its mean is too great in each dimension
   * @param logVariance by how much its log-variance is
   */
  public static Parameters parameters(double sds, double logVariance) {
    RealMatrix w = MatrixUtils.createRealMatrix(W);
    RealMatrix m =
        w.transpose()
            .multiply(w)
            .add(MatrixUtils.createRealIdentityMatrix(LATENT).scalarMultiply(NOISE_VARIANCE));
    assertThat(m.getEntry(0, 1)).as("the columns of W are orthogonal").isCloseTo(0, within(1e-15));
    double[] variance = {NOISE_VARIANCE / m.getEntry(0, 0), NOISE_VARIANCE / m.getEntry(1, 1)};
    RealMatrix recognition = // [D, d], applied to rows from the right
        w.multiply(
            MatrixUtils.createRealDiagonalMatrix(variance).scalarMultiply(1 / NOISE_VARIANCE));
    double[] shift = recognition.preMultiply(MU);
    double[] mean = new double[LATENT];
    double[] spread = new double[LATENT];
    for (int j = 0; j < LATENT; j++) {
      mean[j] = -shift[j] + sds * Math.sqrt(variance[j]);
      spread[j] = Math.log(variance[j]) + logVariance;
    }
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    arrays.put("encoder/W-mean", Nd4j.createFromArray(recognition.getData()));
    arrays.put("encoder/b-mean", Nd4j.createFromArray(new double[][] {mean}));
    arrays.put("encoder/W-log-variance", Nd4j.zeros(DataType.DOUBLE, D, LATENT));
    arrays.put("encoder/b-log-variance", Nd4j.createFromArray(new double[][] {spread}));
    arrays.put("decoder/W-output", Nd4j.createFromArray(w.transpose().getData()));
    arrays.put("decoder/b-output", Nd4j.createFromArray(new double[][] {MU}));
    arrays.put(
        "decoder/log-variance", Nd4j.createFromArray(new double[][] {{Math.log(NOISE_VARIANCE)}}));
    return new Parameters(arrays);
  }

  /** Returns KL(q || p(z|x)) of the encoder of {@link #parameters(double, double)}, for any x. */
  public static double excess(double sds, double logVariance) {
    return LATENT * (Math.exp(logVariance) + sds * sds - 1 - logVariance) / 2;
  }

  /** Returns rows that the model makes. */
  public static Rows sample(int n, RandomStream random) {
    float[] values = new float[n * D];
    for (int i = 0; i < n; i++) {
      double first = random.nextGaussian();
      double second = random.nextGaussian();
      for (int j = 0; j < D; j++) {
        double noise = Math.sqrt(NOISE_VARIANCE) * random.nextGaussian();
        values[i * D + j] = (float) (MU[j] + W[j][0] * first + W[j][1] * second + noise);
      }
    }
    return FloatRows.copyOf(D, values);
  }

  /** Returns E log p(x) over the rows that the model makes: minus the entropy of a Gaussian. */
  public static double meanEvidence() {
    return evidence(MU) - D / 2.0;
  }

  /**
   * Returns another model, whose x is further by {@link #OTHER_MEAN}. That is orthogonal to the
   * columns of W, so that the posteriors stay as they are, and log p(x) falls by |OTHER_MEAN|^2 /
   * (2 s^2) on average over the rows of this model.
   *
   * @param sds as in {@link #parameters(double, double)}
   */
  public static Parameters otherMean(double sds) {
    Parameters other = parameters(sds, 0);
    other.arrays().get("decoder/b-output").addi(Nd4j.createFromArray(new double[][] {OTHER_MEAN}));
    return other;
  }

  /** Returns KL(p || other) of the other model, of {@link #otherMean}. */
  public static double otherKl() {
    return Arrays.stream(OTHER_MEAN).map(v -> v * v).sum() / (2 * NOISE_VARIANCE);
  }

  /** Returns a graph of the model. */
  public static EvaluationGraph graph(Parameters parameters) {
    return new EvaluationGraph(MODEL, parameters, data(), RandomStream.of(1));
  }

  /** Returns log p(x). */
  public static double evidence(double[] x) {
    return Math.log(marginal().density(x));
  }

  /** Returns log p(x) of each row. */
  public static double[] evidence(Rows rows) {
    MultivariateNormalDistribution marginal = marginal();
    double[] evidence = new double[rows.size()];
    float[] row = new float[D];
    for (int n = 0; n < evidence.length; n++) {
      rows.copyTo(n, row, 0);
      double[] x = new double[D];
      Arrays.setAll(x, j -> row[j]);
      evidence[n] = Math.log(marginal.density(x));
    }
    return evidence;
  }

  private static MultivariateNormalDistribution marginal() {
    RealMatrix w = MatrixUtils.createRealMatrix(W);
    RealMatrix covariance =
        w.multiply(w.transpose())
            .add(MatrixUtils.createRealIdentityMatrix(D).scalarMultiply(NOISE_VARIANCE));
    return new MultivariateNormalDistribution(MU, covariance.getData());
  }
}
