package org.elbosurgery.framework.graph;

import java.util.List;
import java.util.Map;
import org.elbosurgery.api.BoundDecoder;
import org.elbosurgery.api.BoundEncoder;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.Rows;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model's plugins bound in a graph of its own, each by itself: their formulas as values and
 * derivatives, for whoever examines a plugin. For one thread.
 */
public final class PluginGraph {

  private final SameDiff graph = SameDiff.create();
  private final ModelDefinition definition;
  private final BoundModel model;

  /**
   * Binds encoder, decoder and prior.
   *
   * @param definition the model
   * @param source where its parameters start
   * @param rows the training data
   * @param random streams {@code encoder}, {@code decoder} and {@code prior} under it set initial
   *     values
   * @throws org.elbosurgery.api.ElboException USER if a plugin's options do not fit the model;
   *     PLUGIN if it fails
   */
  public PluginGraph(
      ModelDefinition definition, ParameterSource source, Rows rows, RandomStream random) {
    this.definition = definition;
    this.model = BoundModel.bind(new GraphContext(graph, definition, source, rows, random));
  }

  /** Returns the encoder; what it returns is not clipped. */
  public BoundEncoder encoder() {
    return model.encoder().unclipped();
  }

  /** Returns the decoder. */
  public BoundDecoder decoder() {
    return model.decoder();
  }

  /** Returns the prior. */
  public BoundPrior prior() {
    return model.prior();
  }

  /** Returns the live parameters; changing them in place changes the next evaluation. */
  public Parameters parameters() {
    return model.parameters();
  }

  /**
   * Declares an argument of a formula: a variable that can be differentiated by.
   *
   * @param name unlike any other's
   * @param value its value, converted to the graph's type
   */
  public SDVariable input(String name, INDArray value) {
    return graph.var(name, value.castTo(definition.dataType()).dup('c'));
  }

  /** Evaluates variables of this graph, in double precision. */
  public GraphValues values() {
    return new SessionValues(graph, definition.dataType(), definition.latentSize());
  }

  /**
   * Differentiates a scalar; nothing may be added to the graph afterwards.
   *
   * @param scalar a variable of this graph
   * @param names of inputs and parameters
   * @return derivatives by name, of the shape of what they are by
   * @throws org.elbosurgery.api.ElboException PLUGIN if the scalar does not depend on one of them
   */
  public Map<String, INDArray> gradients(SDVariable scalar, List<String> names) {
    return GradientGraph.of(graph, scalar.name(), names, List.of()).evaluate(Map.of());
  }
}
