package org.elbosurgery.framework.graph;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.bytedeco.javacpp.FloatPointer;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.BoundDiagonalGaussianMixture;
import org.elbosurgery.api.graph.Reduction;
import org.elbosurgery.framework.data.Rows;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The log-densities of a trained model as functions of codes, with their gradients by the codes:
 * log p(x|z) and log p(z). Each is a graph of its own with a copy of the parameters, so that a
 * method that combines the two with changing weights evaluates each once. For one thread.
 */
public final class CodeGradients {

  private static final String MEAN = "mean";
  private static final String INPUT = "codes";
  private static final String CODES = "z";

  private final DataType type;
  private final int latentSize;
  private final GradientGraph likelihood;
  private final String logLikelihood;
  private final GradientGraph prior;
  private final String logPrior;
  private INDArray input;

  /** A log-density at some codes. */
  public static final class AtCodes {

    private final double[] logProb;
    private final double[] gradient;

    /**
     * Keeps the values without copying.
     *
     * @param logProb in nats, {@code [n]}
     * @param gradient of it by the codes, {@code [n, d]} row by row
     */
    public AtCodes(double[] logProb, double[] gradient) {
      this.logProb = logProb;
      this.gradient = gradient;
    }

    /** Returns the log-density in nats, {@code [n]}. */
    public double[] logProb() {
      return logProb;
    }

    /** Returns its gradient by the codes, {@code [n, d]} row by row. */
    public double[] gradient() {
      return gradient;
    }
  }

  /**
   * Rebuilds a model around stored parameters.
   *
   * @param definition the model
   * @param parameters values of all its parameters
   * @param rows the training data, the same as when it was trained
   * @param random the stream it was bound with
   * @param execution how it is executed
   * @throws org.elbosurgery.api.ElboException USER if a parameter is missing or has another shape;
   *     PLUGIN if a formula does not depend on the code
   */
  public CodeGradients(
      ModelDefinition definition,
      Parameters parameters,
      Rows rows,
      RandomStream random,
      Execution execution) {
    type = definition.dataType();
    latentSize = definition.latentSize();
    ParameterSource source = ParameterSource.of(parameters);
    SameDiff decoding = SameDiff.create();
    BoundModel model =
        BoundModel.bind(new GraphContext(decoding, definition, source, rows, random));
    SDVariable x = decoding.placeHolder("x", type, -1, definition.dataSize());
    SDVariable value = model.logLikelihood(x, codes(decoding));
    logLikelihood = value.name();
    likelihood = gradients(definition, value, execution);
    SameDiff ofPrior = SameDiff.create();
    value = logPrior(new GraphContext(ofPrior, definition, source, rows, random), execution);
    logPrior = value.name();
    prior = gradients(definition, value, execution);
  }

  /**
   * Returns the codes: a placeholder plus a parameter that is 0, because SameDiff differentiates
   * only graphs with a parameter and along the paths from one.
   */
  private SDVariable codes(SameDiff graph) {
    SDVariable zero = graph.var("zero", Nd4j.zeros(type, 1, latentSize));
    SDVariable z = graph.placeHolder(INPUT, type, -1, latentSize).add(zero);
    z.rename(CODES);
    return graph.getVariable(CODES);
  }

  /**
   * Returns log p(z) in a graph. A prior that freezes to a mixture enters by its numbers, because
   * its formula may encode pseudo-inputs every time.
   */
  private SDVariable logPrior(GraphContext context, Execution execution) {
    BoundModel model = BoundModel.bind(context);
    SameDiff graph = context.graph();
    Distribution frozen = model.freeze(execution);
    return frozen instanceof DiagonalGaussianMixture mixture
        ? inGraph(mixture, graph).logProb(codes(graph))
        : model.withoutNoise(model.prior().logProb(codes(graph)));
  }

  private BoundDiagonalGaussianMixture inGraph(DiagonalGaussianMixture mixture, SameDiff graph) {
    BiFunction<String, double[], SDVariable> constant =
        (name, values) ->
            graph.constant(
                "frozen-" + name,
                Nd4j.createFromArray(values)
                    .reshape('c', values.length / latentSize, latentSize)
                    .castTo(type));
    return new BoundDiagonalGaussianMixture(
        mixture.components(),
        graph.constant(
            "frozen-log-weights",
            Nd4j.createFromArray(new double[][] {mixture.logWeights()}).castTo(type)),
        constant.apply("means", mixture.means()),
        constant.apply("log-variances", mixture.logVariances()));
  }

  private static GradientGraph gradients(
      ModelDefinition definition, SDVariable value, Execution execution) {
    Reduction.mean(value).rename(MEAN);
    return GradientGraph.of(
        definition::pluginOf,
        value.getSameDiff(),
        MEAN,
        List.of(CODES),
        List.of(value.name()),
        execution);
  }

  /** Returns the floating-point type of the graphs. */
  public DataType dataType() {
    return type;
  }

  /**
   * Returns log p(x|z).
   *
   * @param x {@code [n, D]}, in {@link #dataType}
   * @param z {@code [n, d]} row by row
   */
  public AtCodes likelihood(INDArray x, double[] z) {
    return at(likelihood.evaluate(Map.of("x", x, INPUT, array(z))), logLikelihood);
  }

  /**
   * Returns log p(z).
   *
   * @param z {@code [n, d]} row by row
   */
  public AtCodes prior(double[] z) {
    return at(prior.evaluate(Map.of(INPUT, array(z))), logPrior);
  }

  /** Returns codes in an array that is reused while their number stays the same. */
  private INDArray array(double[] z) {
    if (input == null || input.length() != z.length) {
      input = Nd4j.zeros(type, z.length / latentSize, latentSize);
    }
    if (type == DataType.FLOAT) {
      float[] values = new float[z.length];
      for (int k = 0; k < z.length; k++) {
        values[k] = (float) z[k];
      }
      new FloatPointer(input.data().pointer()).put(values, 0, values.length);
    } else {
      input.assign(Nd4j.createFromArray(z).reshape(input.shape()));
    }
    return input;
  }

  private AtCodes at(Map<String, INDArray> values, String logProb) {
    double[] logProbs = doubles(values.get(logProb));
    double[] gradient = doubles(values.get(CODES)); // of the mean
    for (int k = 0; k < gradient.length; k++) {
      gradient[k] *= logProbs.length;
    }
    return new AtCodes(logProbs, gradient);
  }

  /** Returns values row by row; ND4J's own conversion takes them one by one. */
  private static double[] doubles(INDArray array) {
    INDArray plain = array.isView() || array.ordering() != 'c' ? array.dup('c') : array;
    if (plain.dataType() != DataType.FLOAT) {
      return plain.data().asDouble();
    }
    float[] values = new float[(int) plain.length()];
    new FloatPointer(plain.data().pointer()).get(values, 0, values.length);
    double[] doubles = new double[values.length];
    for (int k = 0; k < values.length; k++) {
      doubles[k] = values[k];
    }
    return doubles;
  }
}
