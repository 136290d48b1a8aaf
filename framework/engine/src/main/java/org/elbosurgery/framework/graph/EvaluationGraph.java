package org.elbosurgery.framework.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.DataSampler;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.onnx.OnnxModel;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained model for evaluation: a separate graph with a copy of the parameters, so that further
 * training does not change it. For one thread.
 */
public final class EvaluationGraph {

  private final SameDiff graph = SameDiff.create();
  private final ModelDefinition definition;
  private final BoundModel model;
  private final Execution execution;
  private final Posterior posterior;
  private final SDVariable logLikelihood;
  private final SDVariable mean;
  private final GraphFunction encoder;
  private final GraphFunction likelihood;
  private final GraphFunction decoder;

  /**
   * The posteriors of some rows as arrays.
   *
   * @param mean {@code [n, d]}
   * @param logVariance {@code [n, d]}
   */
  public record Encoded(INDArray mean, INDArray logVariance) {}

  /** Rebuilds a model to be executed by SameDiff's own session. */
  public EvaluationGraph(
      ModelDefinition definition, Parameters parameters, Rows rows, RandomStream random) {
    this(definition, parameters, rows, random, Execution.SESSION);
  }

  /**
   * Rebuilds a model around stored parameters.
   *
   * @param definition the model
   * @param parameters values of all its parameters
   * @param rows the training data, the same as when it was trained
   * @param random the stream it was bound with
   * @param execution how it is executed
   * @throws org.elbosurgery.api.ElboException USER if a parameter is missing or has another shape
   */
  public EvaluationGraph(
      ModelDefinition definition,
      Parameters parameters,
      Rows rows,
      RandomStream random,
      Execution execution) {
    this.definition = definition;
    DataType type = definition.dataType();
    this.execution = execution;
    model =
        BoundModel.bind(
            new GraphContext(graph, definition, ParameterSource.of(parameters), rows, random));
    SDVariable x = graph.placeHolder("x", type, -1, definition.dataSize());
    SDVariable z = graph.placeHolder("z", type, -1, definition.latentSize());
    posterior = model.encode(x);
    logLikelihood = model.logLikelihood(x, z);
    mean = model.mean(z);
    encoder =
        execution.function(graph, List.of(posterior.mean().name(), posterior.logVariance().name()));
    likelihood = execution.function(graph, List.of(logLikelihood.name()));
    decoder = execution.function(graph, List.of(mean.name()));
  }

  /** Returns the floating-point type of the graph. */
  public DataType dataType() {
    return definition.dataType();
  }

  /** Returns the posteriors q(z|x) of rows x, {@code [n, D]}. */
  public Encoded encode(INDArray x) {
    Map<String, INDArray> values = encoder.evaluate(Map.of("x", x));
    return new Encoded(
        values.get(posterior.mean().name()).dup('c'),
        values.get(posterior.logVariance().name()).dup('c'));
  }

  /**
   * Returns log p(x|z) in nats, {@code [n]}, of rows x {@code [n, D]} given codes z {@code [n, d]}.
   */
  public INDArray logLikelihood(INDArray x, INDArray z) {
    return likelihood.evaluate(Map.of("x", x, "z", z)).get(logLikelihood.name()).dup();
  }

  /** Returns E[x|z], {@code [n, D]}, of codes z, {@code [n, d]}. */
  public INDArray mean(INDArray z) {
    return decoder.evaluate(Map.of("z", z)).get(mean.name()).dup('c');
  }

  /**
   * Returns the encoder as an ONNX model: from {@code x [n, D]} to the posteriors' {@code mean} and
   * {@code log_var [n, d]}.
   *
   * @throws org.elbosurgery.api.ElboException USER if it has operations that are not translated
   */
  public OnnxModel encoderAsOnnx() {
    List<Long> row = List.of((long) definition.latentSize());
    return OnnxModel.of(
        graph,
        "encoder",
        List.of(
            new OnnxModel.Output("mean", posterior.mean().name(), row),
            new OnnxModel.Output("log_var", posterior.logVariance().name(), row)));
  }

  /**
   * Returns the decoder as an ONNX model: from {@code z [n, d]} to {@code mean [n, D]}, E[x|z].
   *
   * @throws org.elbosurgery.api.ElboException USER if it has operations that are not translated
   */
  public OnnxModel decoderAsOnnx() {
    List<Long> row = List.of((long) definition.dataSize());
    return OnnxModel.of(graph, "decoder", List.of(new OnnxModel.Output("mean", mean.name(), row)));
  }

  /**
   * Returns the likelihood as an ONNX model: from {@code x [n, D]} and {@code z [n, d]} to {@code
   * log_likelihood [n]}, log p(x|z) in nats.
   *
   * @throws org.elbosurgery.api.ElboException USER if it has operations that are not translated
   */
  public OnnxModel likelihoodAsOnnx() {
    return OnnxModel.of(
        graph,
        "likelihood",
        List.of(new OnnxModel.Output("log_likelihood", logLikelihood.name(), List.of())));
  }

  /** Returns the prior as numbers. */
  public Distribution prior() {
    return model.freeze(execution);
  }

  /** Returns what draws data from p(x|z); empty if the decoder cannot. */
  public Optional<DataSampler> sampler() {
    return model.sampler(execution);
  }
}
