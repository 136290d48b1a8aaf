package org.elbosurgery.framework.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The values of a model's parameters by full name ({@code encoder/W0}), in the order in which they
 * were declared, together with the constants that its plugins declared. The maps are immutable; the
 * arrays are the live ones of a graph, or copies.
 */
public final class Parameters {

  private final Map<String, INDArray> arrays;
  private final Map<String, INDArray> constants;

  /** Keeps the arrays without copying, in the order of the map, without constants. */
  public Parameters(Map<String, INDArray> arrays) {
    this(arrays, Map.of());
  }

  /** Keeps the arrays without copying, in the order of the maps. */
  public Parameters(Map<String, INDArray> arrays, Map<String, INDArray> constants) {
    this.arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    this.constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
  }

  /** Returns the arrays by name. */
  public Map<String, INDArray> arrays() {
    return arrays;
  }

  /** Returns the constants by full name; they are never changed. */
  public Map<String, INDArray> constants() {
    return constants;
  }

  /** Returns the total number of values of all parameters. */
  public long count() {
    return arrays.values().stream().mapToLong(INDArray::length).sum();
  }

  /** Returns a copy that later training does not change. */
  public Parameters copy() {
    Map<String, INDArray> copies = new LinkedHashMap<>();
    arrays.forEach((name, array) -> copies.put(name, array.dup('c')));
    return new Parameters(copies, constants);
  }

  /** Returns whether other parameters have the same names, shapes and types. */
  public boolean areLike(Parameters other) {
    return arrays.keySet().equals(other.arrays.keySet())
        && arrays.entrySet().stream()
            .allMatch(
                entry -> {
                  INDArray array = other.arrays.get(entry.getKey());
                  return array.equalShapes(entry.getValue())
                      && array.dataType() == entry.getValue().dataType();
                });
  }

  /**
   * Returns the name of the first parameter with a value that is not finite; empty if there is
   * none.
   */
  public Optional<String> notFinite() {
    return arrays.entrySet().stream()
        // One NaN or infinity makes the sum of absolute values NaN or infinite.
        .filter(entry -> !Double.isFinite(entry.getValue().norm1Number().doubleValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
