package org.elbosurgery.framework.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.elbosurgery.api.RandomStream;
import org.nd4j.autodiff.samediff.SDVariable;
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
  private final List<Integer> drawnRows = new ArrayList<>();

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

  /** Adds the numbers of training rows that a plugin has drawn. */
  void drawnRows(int... numbers) {
    IntStream.of(numbers).forEach(drawnRows::add);
  }

  /** Returns the numbers of the training rows that plugins have drawn. */
  List<Integer> drawnRows() {
    return Collections.unmodifiableList(drawnRows);
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
    Ancestors.of(variable).stream()
        .filter(noises::containsKey)
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "it depends on the noise "
                      + name.replaceFirst("^[^/]*/", "")
                      + ", which is another in every step; only trainingLogProb and what a state"
                      + " becomes after a step may depend on noise");
            });
  }
}
