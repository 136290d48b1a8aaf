package org.elbosurgery.framework.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.BoundDecoder;
import org.elbosurgery.api.BoundEncoder;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.GraphValues;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.data.Rows;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model's plugins bound separately in one graph, to examine the values and derivatives of their
 * formulas. For one thread.
 */
public final class PluginGraph {

  private final SameDiff graph = SameDiff.create();
  private final ModelDefinition definition;
  private final GraphContext context;
  private final BoundModel model;

  /**
   * Binds encoder, decoder and prior.
   *
   * @param definition the model
   * @param source the initial values of its parameters
   * @param rows the training data
   * @param random streams {@code encoder}, {@code decoder} and {@code prior} under it set initial
   *     values
   * @throws org.elbosurgery.api.ElboException USER if a plugin's options do not fit the model;
   *     PLUGIN if it fails
   */
  public PluginGraph(
      ModelDefinition definition, ParameterSource source, Rows rows, RandomStream random) {
    this.definition = definition;
    this.context = new GraphContext(graph, definition, source, rows, random);
    this.model = BoundModel.bind(context);
  }

  /** Returns the encoder without clipping. */
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

  /** Binds the model's encoder once more, in a role with another name. */
  public BoundEncoder encoderAgain(String role) {
    return PluginCall.bind(
        definition.encoder(), () -> definition.encoder().bind(scope(role, Optional.empty())));
  }

  /** Binds the model's decoder once more, in a role with another name. */
  public BoundDecoder decoderAgain(String role) {
    return PluginCall.bind(
        definition.decoder(),
        () -> definition.decoder().bind(scope(role, Optional.of(model.encoder()))));
  }

  /** Binds the model's prior once more, in a role with another name. */
  public BoundPrior priorAgain(String role) {
    return PluginCall.bind(
        definition.prior(),
        () -> definition.prior().bind(scope(role, Optional.of(model.encoder()))));
  }

  private PluginScope scope(String role, Optional<SharedEncoder> encoder) {
    return new PluginScope(role, context, encoder);
  }

  /** Returns the live parameters; changing them in place changes the next evaluation. */
  public Parameters parameters() {
    return context.parameters();
  }

  /**
   * Declares an argument of a formula, with respect to which it can be differentiated.
   *
   * @param name a unique name
   * @param value its value, converted to the graph's type
   */
  public SDVariable input(String name, INDArray value) {
    return graph.var(name, value.castTo(definition.dataType()).dup('c'));
  }

  /**
   * Evaluates variables of this graph, in double precision. Functions keep the values that the
   * parameters have when the function is made.
   */
  public GraphValues values() {
    return new PinnedValues(PresentValues.of(context, Execution.SESSION), parameters());
  }

  /** Evaluates a variable that may also depend on noise, which stays as it was first drawn. */
  public INDArray evaluate(SDVariable variable) {
    return graph.output(Map.of(), variable.name()).get(variable.name()).dup('c');
  }

  /** Returns whether a variable depends on an input. */
  public boolean depends(SDVariable variable, SDVariable input) {
    return Ancestors.of(variable).contains(input.name());
  }

  /** Returns the numbers of the training rows that the plugins have drawn so far. */
  public List<Integer> drawnRows() {
    return context.declared().drawnRows();
  }

  /** Returns the prior as numbers, with the parameters' present values. */
  public Distribution freeze() {
    return freeze(context.random().named("freeze"));
  }

  /** Returns the same with another source of randomness for what is estimated then. */
  public Distribution freeze(RandomStream random) {
    return PluginCall.of(definition.prior(), "freeze", () -> prior().freeze(values(), random));
  }

  /**
   * Differentiates a scalar; nothing may be added to the graph afterwards.
   *
   * @param scalar a variable of this graph
   * @param names of inputs and parameters
   * @return the derivatives with respect to them, by name and of the same shape
   * @throws org.elbosurgery.api.ElboException PLUGIN if the scalar does not depend on one of them
   */
  public Map<String, INDArray> gradients(SDVariable scalar, List<String> names) {
    return GradientGraph.of(
            definition::pluginOf, graph, scalar.name(), names, List.of(), Execution.SESSION)
        .evaluate(Map.of());
  }
}
