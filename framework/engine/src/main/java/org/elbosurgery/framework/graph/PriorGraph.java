package org.elbosurgery.framework.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Reduction;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.data.Rows;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A prior on its own, with a trained encoder that stays fixed: the cross-entropy of posteriors with
 * the prior, and its gradients with respect to the prior's own parameters. A prior that encodes,
 * such as a VampPrior, uses the trained weights. For one thread.
 */
public final class PriorGraph {

  private static final String ROLE = "prior";
  private static final String LOSS = "cross-entropy";

  private final ModelDefinition model;
  private final Parameters trained;
  private final Rows rows;
  private final RandomStream random;
  private final Execution execution;
  private final Declarations declared;
  private final Parameters parameters;
  private final TrainingFault fault;
  private final GraphFunction loss;
  private final Optional<GradientGraph> gradients;

  /**
   * Some posteriors, and the noise by which to sample them.
   *
   * @param mean of the posteriors, {@code [n, d]}
   * @param logVariance of the posteriors, {@code [n, d]}
   * @param rows which training rows they are of, {@code [n]}; -1 for other data
   * @param noise standard normal, {@code [n, d]}; not used if the cross-entropy has a closed form
   * @param own the root of the streams of the prior's own noise
   */
  public record Batch(
      INDArray mean, INDArray logVariance, INDArray rows, INDArray noise, RandomStream own)
      implements AutoCloseable {

    private int size() {
      return (int) mean.size(0);
    }

    private Map<String, INDArray> placeholders() {
      return Map.of("mean", mean, "log-variance", logVariance, "rows", rows, "noise", noise);
    }

    @Override
    public void close() {
      mean.close();
      logVariance.close();
      rows.close();
      noise.close();
    }
  }

  /**
   * The result of one evaluation.
   *
   * @param crossEntropy mean of -E_{q_n} log p over the posteriors, in nats; if it has no closed
   *     form, at the sample z = mean + exp(logVariance / 2) noise
   * @param gradients of it, by parameter name, valid until the next evaluation
   * @param states what the prior's states become after the step, by name
   */
  public record Evaluation(
      double crossEntropy, Map<String, INDArray> gradients, Map<String, INDArray> states) {}

  /**
   * Binds a prior.
   *
   * @param model the model with the prior to fit, which need not be the prior that the encoder was
   *     trained with
   * @param trained includes the encoder's parameters
   * @param rows the training data
   * @param random the stream whose child {@code prior} determines the prior's initial values
   * @param execution how the graph is executed
   * @throws org.elbosurgery.api.ElboException USER if the prior's options do not fit the model;
   *     PLUGIN if it fails, or its formula has no derivative
   */
  public PriorGraph(
      ModelDefinition model,
      Parameters trained,
      Rows rows,
      RandomStream random,
      Execution execution) {
    this.model = model;
    this.trained = trained;
    this.rows = rows;
    this.random = random;
    this.execution = execution;
    this.fault = new TrainingFault(model, rows, random);
    SameDiff graph = SameDiff.create();
    GraphContext context = new GraphContext(graph, model, ownOr(trained), rows, random);
    BoundPrior prior = bind(context);
    declared = context.declared();
    parameters = own(context);
    SDVariable mean = graph.placeHolder("mean", model.dataType(), -1, model.latentSize());
    SDVariable logVariance =
        graph.placeHolder("log-variance", model.dataType(), -1, model.latentSize());
    SDVariable numbers = graph.placeHolder("rows", model.dataType(), -1);
    SDVariable noise = graph.placeHolder("noise", model.dataType(), -1, model.latentSize());
    SDVariable crossEntropy =
        TrainedPrior.crossEntropy(
            model.prior(),
            prior,
            new Posterior(mean, logVariance),
            () -> mean.add(graph.math().exp(logVariance.mul(0.5)).mul(noise)),
            numbers);
    Reduction.mean(crossEntropy).rename(LOSS);
    List<String> names = List.copyOf(parameters.arrays().keySet());
    List<String> outputs = new ArrayList<>(List.of(LOSS));
    outputs.addAll(declared.updates().values());
    gradients =
        names.isEmpty()
            ? Optional.empty()
            : Optional.of(
                fault.named(
                    1,
                    () ->
                        GradientGraph.of(model::pluginOf, graph, LOSS, names, outputs, execution)));
    loss = execution.function(graph, List.of(LOSS));
  }

  private static boolean isOwn(String name) {
    return name.startsWith(ROLE + "/");
  }

  /**
   * Returns a source that takes the prior's parameters and states as the prior proposes them, and
   * all others from the trained values.
   */
  private static ParameterSource ownOr(Parameters trained) {
    ParameterSource stored = ParameterSource.of(trained);
    return new ParameterSource() {
      @Override
      public INDArray value(String name, INDArray initialValue) {
        return isOwn(name) ? initialValue : stored.value(name, initialValue);
      }

      @Override
      public INDArray state(String name, INDArray initialValue) {
        return isOwn(name) ? initialValue : stored.state(name, initialValue);
      }

      @Override
      public INDArray constant(String name, INDArray declaredValue) {
        return isOwn(name) ? declaredValue : stored.constant(name, declaredValue);
      }
    };
  }

  private static BoundPrior bind(GraphContext context) {
    Optional<SharedEncoder> encoder = Optional.of(SharedEncoder.bind(context));
    PluginScope scope = new PluginScope(ROLE, context, encoder);
    return PluginCall.bind(context.model().prior(), () -> context.model().prior().bind(scope));
  }

  private static Parameters own(GraphContext context) {
    Parameters all = context.parameters();
    return new Parameters(own(all.arrays()), all.constants(), own(all.states()));
  }

  private static Map<String, INDArray> own(Map<String, INDArray> all) {
    Map<String, INDArray> own = new LinkedHashMap<>(all);
    own.keySet().removeIf(name -> !isOwn(name));
    return own;
  }

  /** Returns the configured prior. */
  public Prior prior() {
    return model.prior();
  }

  /** Returns the floating-point type of the graph and of its batches. */
  public DataType dataType() {
    return model.dataType();
  }

  /** Returns the prior's live parameters; changing them in place changes the next evaluation. */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * Sets the prior's live parameters.
   *
   * @param values parameters with the same names and shapes
   */
  public void restore(Parameters values) {
    parameters.assign(values);
  }

  /**
   * Evaluates the cross-entropy and its gradients.
   *
   * @throws java.util.NoSuchElementException if the prior has no parameters
   */
  public Evaluation evaluate(Batch batch) {
    GradientGraph gradient = gradients.orElseThrow();
    declared.draw(batch.own());
    Map<String, INDArray> values =
        fault.named(batch.size(), () -> gradient.evaluate(batch.placeholders()));
    double crossEntropy = values.remove(LOSS).getDouble(0);
    return new Evaluation(crossEntropy, values, declared.takeStates(values));
  }

  /** Evaluates the cross-entropy alone, in nats. */
  public double crossEntropy(Batch batch) {
    declared.draw(batch.own());
    return fault.named(
        batch.size(), () -> loss.evaluate(batch.placeholders()).get(LOSS).getDouble(0));
  }

  /** Returns the prior, frozen at the present values of its parameters. */
  public Distribution density() {
    return densityWith(parameters.copy());
  }

  /**
   * Returns the prior, frozen at other values of its parameters, without changing the present ones.
   *
   * @param values parameters with the same names and shapes
   */
  public Distribution densityWith(Parameters values) {
    Map<String, INDArray> arrays = new LinkedHashMap<>(trained.arrays());
    arrays.putAll(values.arrays());
    Map<String, INDArray> states = new LinkedHashMap<>(trained.states());
    states.putAll(values.states());
    Parameters all = new Parameters(arrays, parameters.constants(), states);
    GraphContext context =
        new GraphContext(SameDiff.create(), model, ParameterSource.of(all), rows, random);
    BoundPrior prior = bind(context);
    return TrainedPrior.freeze(context, prior, execution);
  }
}
