package org.elbosurgery.framework.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.elbosurgery.api.RandomStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What the plugins of one model have declared in a graph, by full name, in order. All arrays are
 * the live ones of the graph: changing them in place changes the next evaluation.
 */
final class Declarations {

  private final Map<String, INDArray> parameters = new LinkedHashMap<>();
  private final Map<String, INDArray> constants = new LinkedHashMap<>();
  private final Map<String, INDArray> states = new LinkedHashMap<>();
  private final Map<String, INDArray> noises = new LinkedHashMap<>();

  /** The variables with the next values of states. */
  private final Map<String, String> updates = new LinkedHashMap<>();

  /** Adds a parameter. */
  void parameter(String name, INDArray value) {
    parameters.put(name, value);
  }

  /** Adds a constant. */
  void constant(String name, INDArray value) {
    constants.put(name, value);
  }

  /** Adds a state. */
  void state(String name, INDArray value) {
    states.put(name, value);
  }

  /** Adds the array of some noise. */
  void noise(String name, INDArray value) {
    noises.put(name, value);
  }

  /** Sets the variable that a state becomes after a step. */
  void update(String state, SDVariable next) {
    // A variable of its own, even if several states become the same parameter.
    updates.put(state, next.getSameDiff().identity(next).name());
  }

  /** Returns the live parameters, constants and states declared so far. */
  Parameters parameters() {
    return new Parameters(parameters, constants, states);
  }

  /** Returns the names of the variables with the next values of states, by state. */
  Map<String, String> updates() {
    return updates;
  }

  /**
   * Removes the next values of states from the values of variables.
   *
   * @param values by the name of the variable
   * @return copies by the name of the state
   */
  Map<String, INDArray> takeStates(Map<String, INDArray> values) {
    Map<String, INDArray> next = new LinkedHashMap<>();
    updates.forEach((state, variable) -> next.put(state, values.remove(variable).dup('c')));
    return next;
  }

  /**
   * Draws all noise.
   *
   * @param random its child with the full name of a noise is the source of its values
   */
  void draw(RandomStream random) {
    noises.forEach(
        (name, array) -> {
          float[] values = random.named(name).gaussians((int) array.length());
          array.assign(Nd4j.create(values, array.shape(), 'c').castTo(array.dataType()));
        });
  }

  /**
   * Checks that variables depend on no noise; a null, which is another's mistake, is passed over.
   *
   * @throws IllegalArgumentException if one does
   */
  void requireWithoutNoise(SDVariable... variables) {
    if (!noises.isEmpty()) {
      Stream.of(variables).filter(Objects::nonNull).forEach(this::requireWithoutNoise);
    }
  }

  private void requireWithoutNoise(SDVariable variable) {
    SameDiff graph = variable.getSameDiff();
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(variable.name()));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (noises.containsKey(name)) {
        throw new IllegalArgumentException(
            "it depends on the noise "
                + name.replaceFirst("^[^/]*/", "")
                + ", which is another in every step; only trainingLogProb and what a state becomes"
                + " after a step may depend on noise");
      }
      if (seen.add(name) && graph.getVariable(name).getVariableType() == VariableType.ARRAY) {
        String producer = graph.getVariables().get(name).getOutputOfOp();
        open.addAll(graph.getOps().get(producer).getInputsToOp());
      }
    }
  }
}
