package org.elbosurgery.framework.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The values of a model's parameters by full name ({@code encoder/W0}), in the order in which they
 * were declared, together with the constants and the states that its plugins declared. The maps are
 * immutable; the arrays are the live ones of a graph, or copies.
 */
public final class Parameters {

  private final Map<String, INDArray> arrays;
  private final Map<String, INDArray> constants;
  private final Map<String, INDArray> states;

  /** Keeps the arrays without copying, in the order of the map, without constants and states. */
  public Parameters(Map<String, INDArray> arrays) {
    this(arrays, Map.of(), Map.of());
  }

  /** Keeps the arrays without copying, in the order of the maps. */
  public Parameters(
      Map<String, INDArray> arrays, Map<String, INDArray> constants, Map<String, INDArray> states) {
    this.arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    this.constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    this.states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
  }

  /** Returns the arrays by name. */
  public Map<String, INDArray> arrays() {
    return arrays;
  }

  /** Returns the constants by full name; they are never changed. */
  public Map<String, INDArray> constants() {
    return constants;
  }

  /** Returns the values that change from step to step without being trained, by full name. */
  public Map<String, INDArray> states() {
    return states;
  }

  /** Returns the total number of values of all parameters. */
  public long count() {
    return arrays.values().stream().mapToLong(INDArray::length).sum();
  }

  /** Returns a copy that later training does not change. */
  public Parameters copy() {
    return new Parameters(copies(arrays), constants, copies(states));
  }

  private static Map<String, INDArray> copies(Map<String, INDArray> values) {
    Map<String, INDArray> copies = new LinkedHashMap<>();
    values.forEach((name, array) -> copies.put(name, array.dup('c')));
    return copies;
  }

  /**
   * Sets the arrays and states in place.
   *
   * @param values parameters with at least the same names, in the same shapes
   */
  public void assign(Parameters values) {
    arrays.forEach((name, live) -> live.assign(values.arrays.get(name)));
    assignStates(values.states);
  }

  /** Sets some states in place, by name. */
  public void assignStates(Map<String, INDArray> values) {
    values.forEach((name, value) -> states.get(name).assign(value));
  }

  /** Returns whether other parameters and states have the same names, shapes and types. */
  public boolean areLike(Parameters other) {
    return areLike(arrays, other.arrays) && areLike(states, other.states);
  }

  private static boolean areLike(Map<String, INDArray> some, Map<String, INDArray> others) {
    return some.keySet().equals(others.keySet())
        && some.entrySet().stream()
            .allMatch(
                entry -> {
                  INDArray array = others.get(entry.getKey());
                  return array.equalShapes(entry.getValue())
                      && array.dataType() == entry.getValue().dataType();
                });
  }

  /**
   * Returns the name of the first parameter or state with a value that is not finite; empty if
   * there is none.
   */
  public Optional<String> notFinite() {
    return Stream.of(arrays, states)
        .flatMap(values -> values.entrySet().stream())
        // One NaN or infinity makes the sum of absolute values NaN or infinite.
        .filter(entry -> !Double.isFinite(entry.getValue().norm1Number().doubleValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
