package org.elbosurgery.framework.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.elbosurgery.api.Posterior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Reduction;
import org.elbosurgery.framework.data.Rows;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A model's negative ELBO and its gradients: loss = beta * average KL - reconstruction, means over
 * the rows of a batch and samples z = mean + exp(logVariance / 2) * noise of each (Kingma and
 * Welling 2014). The noise is an input. For one thread.
 */
public final class TrainingGraph {

  private static final String LOSS = "loss";
  private static final String RECONSTRUCTION = "reconstruction";
  private static final String AVERAGE_KL = "average-kl";

  private final SameDiff graph = SameDiff.create();
  private final ModelDefinition definition;
  private final Objective objective;
  private final BoundModel model;
  private final TrainingFault fault;
  private final GradientGraph gradients;
  private final GraphFunction terms;

  /**
   * The terms of the ELBO for some rows, in nats per row.
   *
   * @param reconstruction mean of log p(x|z)
   * @param averageKl mean of KL(q(z|x) || p(z))
   */
  public record Terms(double reconstruction, double averageKl) {

    /** Returns reconstruction - average KL. */
    public double elbo() {
      return reconstruction - averageKl;
    }
  }

  /**
   * The result of one evaluation.
   *
   * @param terms of the batch
   * @param gradients of the loss, by parameter name, in the parameters' order, valid until the next
   *     evaluation
   * @param states what the states become after the step, by name
   */
  public record Evaluation(
      Terms terms, Map<String, INDArray> gradients, Map<String, INDArray> states) {}

  /** Builds a graph to be executed by SameDiff's own session. */
  public TrainingGraph(
      ModelDefinition definition, ParameterSource source, Rows rows, RandomStream random) {
    this(definition, source, rows, random, Execution.SESSION);
  }

  /** Builds the graph of the negative ELBO, with one sample for each row. */
  public TrainingGraph(
      ModelDefinition definition,
      ParameterSource source,
      Rows rows,
      RandomStream random,
      Execution execution) {
    this(definition, source, rows, random, execution, Objective.ELBO);
  }

  /**
   * Builds the graph.
   *
   * @param definition the model
   * @param source the initial values of its parameters
   * @param rows the training data, for a prior that is initialised from it
   * @param random streams {@code encoder}, {@code decoder} and {@code prior} under it set initial
   *     values
   * @param execution how it is executed
   * @param objective the loss
   * @throws org.elbosurgery.api.ElboException USER if a plugin's options do not fit the model;
   *     PLUGIN if one fails, or its formula has no derivative
   */
  public TrainingGraph(
      ModelDefinition definition,
      ParameterSource source,
      Rows rows,
      RandomStream random,
      Execution execution,
      Objective objective) {
    this.definition = definition;
    this.objective = objective;
    this.fault = new TrainingFault(definition, rows, random);
    model = BoundModel.bind(new GraphContext(graph, definition, source, rows, random));
    SDVariable x = graph.placeHolder("x", definition.dataType(), -1, definition.dataSize());
    SDVariable noise =
        graph.placeHolder("noise", definition.dataType(), -1, definition.latentSize());
    SDVariable numbers = graph.placeHolder("rows", definition.dataType(), -1);
    SDVariable beta = graph.placeHolder("beta", definition.dataType());
    int samples = objective.samplesPerRow();
    Posterior each = model.encode(x);
    Posterior q =
        new Posterior(repeated(each.mean(), samples), repeated(each.logVariance(), samples));
    SDVariable z = q.mean().add(graph.math().exp(q.logVariance().mul(0.5)).mul(noise));
    SDVariable reconstruction =
        Reduction.mean(model.logLikelihood(repeated(x, samples), z)).rename(RECONSTRUCTION);
    SDVariable averageKl = Reduction.mean(model.kl(q, z, numbers)).rename(AVERAGE_KL);
    above(averageKl, objective.freeBits()).mul(beta).sub(LOSS, reconstruction);
    List<String> parameters = new ArrayList<>(model.parameters().arrays().keySet());
    List<String> outputs = List.of(RECONSTRUCTION, AVERAGE_KL);
    List<String> all = new ArrayList<>(outputs);
    all.addAll(model.declared().updates().values());
    gradients =
        fault.named(
            1,
            () -> GradientGraph.of(definition::pluginOf, graph, LOSS, parameters, all, execution));
    terms = execution.function(graph, outputs);
  }

  /** Returns copies of the rows, each copy after the one before. */
  private static SDVariable repeated(SDVariable rows, int times) {
    if (times == 1) {
      return rows;
    }
    SDVariable[] copies = new SDVariable[times];
    Arrays.fill(copies, rows);
    return rows.getSameDiff().concat(0, copies);
  }

  /** Returns max(value, bound), which has no gradient below the bound. */
  private static SDVariable above(SDVariable value, double bound) {
    return bound == 0 ? value : value.getSameDiff().nn().relu(value.sub(bound), 0).add(bound);
  }

  /** Returns the live parameters; changing them in place changes the next evaluation. */
  public Parameters parameters() {
    return model.parameters();
  }

  /**
   * Evaluates the terms and the gradients of the loss.
   *
   * @param beta the weight of the average KL in the loss, which affects no reported term
   * @return the terms and the gradients
   * @throws org.elbosurgery.api.ElboException PLUGIN if a plugin's formula fails for this number of
   *     rows
   */
  public Evaluation evaluate(TrainingBatch batch, double beta) {
    model.declared().draw(batch.own());
    Map<String, INDArray> values =
        fault.named(batch.size(), () -> gradients.evaluate(placeholders(batch, beta)));
    Terms terms = terms(values);
    values.keySet().removeAll(List.of(RECONSTRUCTION, AVERAGE_KL));
    return new Evaluation(terms, values, model.declared().takeStates(values));
  }

  /**
   * Evaluates the terms alone.
   *
   * @throws org.elbosurgery.api.ElboException PLUGIN if a plugin's formula fails for this number of
   *     rows
   */
  public Terms terms(TrainingBatch batch) {
    model.declared().draw(batch.own());
    return fault.named(batch.size(), () -> terms(terms.evaluate(placeholders(batch, 1))));
  }

  /**
   * Returns the kinds of operations of the loss and its gradients that the execution plan leaves to
   * ND4J; empty if there is no plan and SameDiff executes the whole graph.
   *
   * @throws org.elbosurgery.api.ElboException PLUGIN if a plugin's formula fails for two rows
   */
  public Optional<Set<String>> foreignOperations() {
    INDArray x = Nd4j.zeros(definition.dataType(), 2, definition.dataSize());
    INDArray noise =
        Nd4j.zeros(definition.dataType(), 2L * objective.samplesPerRow(), definition.latentSize());
    TrainingBatch batch = TrainingBatch.ofOtherData(x, noise, RandomStream.of(1));
    return fault.named(2, () -> gradients.foreignOperations(placeholders(batch, 1)));
  }

  private Map<String, INDArray> placeholders(TrainingBatch batch, double beta) {
    INDArray numbers =
        objective.samplesPerRow() == 1
            ? batch.rows()
            : Nd4j.tile(batch.rows(), objective.samplesPerRow());
    return Map.of(
        "x",
        batch.x(),
        "rows",
        numbers,
        "noise",
        batch.noise(),
        "beta",
        Nd4j.scalar(batch.x().dataType(), beta));
  }

  private static Terms terms(Map<String, INDArray> values) {
    return new Terms(values.get(RECONSTRUCTION).getDouble(0), values.get(AVERAGE_KL).getDouble(0));
  }
}
