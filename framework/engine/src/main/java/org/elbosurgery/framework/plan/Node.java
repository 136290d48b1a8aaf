package org.elbosurgery.framework.plan;

import java.util.Arrays;
import java.util.List;
import org.elbosurgery.framework.simd.Elementwise;
import org.nd4j.linalg.api.buffer.DataType;

/** A value of a plan: what makes it, and its shape. Two nodes are equal only if they are one. */
final class Node {

  private final Operation operation;
  private final List<Node> inputs;
  private final long[] shape;
  private final DataType type;

  Node(Operation operation, List<Node> inputs, long[] shape, DataType type) {
    this.operation = operation;
    this.inputs = List.copyOf(inputs);
    this.shape = shape.clone();
    this.type = type;
  }

  Operation operation() {
    return operation;
  }

  List<Node> inputs() {
    return inputs;
  }

  Node input(int i) {
    return inputs.get(i);
  }

  long[] shape() {
    return shape.clone();
  }

  DataType type() {
    return type;
  }

  Extent extent() {
    return Extent.of(shape);
  }

  boolean hasShape(long... other) {
    return Arrays.equals(shape, other);
  }

  /** Returns whether the node is this function of something. */
  boolean is(Elementwise function) {
    return operation instanceof Operation.Map map && map.function() == function;
  }

  /** Returns the constant of the function that the node is. */
  float constant() {
    return ((Operation.Map) operation).constant();
  }

  /** Returns the node whose memory this one shares: itself unless it is a view. */
  Node base() {
    Node base = this;
    while (base.operation instanceof Operation.View) {
      base = base.input(0);
    }
    return base;
  }

  @Override
  public String toString() {
    return operation + Arrays.toString(shape);
  }
}
