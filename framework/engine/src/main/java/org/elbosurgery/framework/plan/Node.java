package org.elbosurgery.framework.plan;

import java.util.Arrays;
import java.util.List;
import org.elbosurgery.framework.simd.Elementwise;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A value of a plan: the operation that computes it, and its shape. Nodes are compared by identity.
 */
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

  boolean isFloat() {
    return type == DataType.FLOAT;
  }

  Extent extent() {
    return Extent.of(shape);
  }

  boolean hasShape(long... other) {
    return Arrays.equals(shape, other);
  }

  /** Returns whether the node's operation is a function. */
  boolean is(Elementwise function) {
    return operation instanceof RowWise.Map map && map.function() == function;
  }

  /** Returns whether the node's operation is a function with a constant. */
  boolean is(Elementwise function, float constant) {
    return is(function) && constant() == constant;
  }

  /** Returns the constant of the node's function. */
  float constant() {
    return ((RowWise.Map) operation).constant();
  }

  /** Returns whether the value is available before the first step. */
  boolean isGiven() {
    return operation instanceof Given;
  }

  boolean isView() {
    return operation instanceof Operation.View;
  }

  /** Returns the node whose memory this one shares: itself unless it is a view. */
  Node base() {
    Node base = this;
    while (base.isView()) {
      base = base.input(0);
    }
    return base;
  }

  /** Returns whether the value is computed in a loop over rows. */
  boolean isRowWise() {
    return operation instanceof RowWise;
  }

  /**
   * Returns the extent of the loop that computes the value, which must be {@linkplain #isRowWise
   * row-wise}.
   */
  Extent loop() {
    return ((RowWise) operation).loop(this);
  }

  /** Returns how an operand is broadcast to the rows of that loop. */
  Broadcast meets(int operand) {
    return ((RowWise) operation).meets(this, operand);
  }

  /** Returns whether a loop that computes the value writes it row after row. */
  boolean isWrittenByRow() {
    return operation instanceof RowWise rowWise && rowWise.isReadyByRow();
  }

  /**
   * Returns whether one loop may compute both an operand and this value: they must have the same
   * number of rows, and a row of this value may need only the same row of the operand. In
   *
   * <pre>
   * y = exp(x)               x: [5, 3]
   * s = sum of each row of y    [5]     can be in the loop of y
   * c = sum of all rows of y    [3]     can be in the loop of y
   * z = y - c                   [5, 3]  cannot be in the loop of c, complete after the last row
   * </pre>
   */
  boolean isFused(int operand) {
    Node base = input(operand).base();
    return isRowWise()
        && base.isWrittenByRow()
        && base.extent().equals(input(operand).extent())
        && base.loop().rows() == loop().rows()
        && meets(operand) != Broadcast.ROW
        && meets(operand) != Broadcast.SCALAR;
  }

  @Override
  public String toString() {
    return operation.toString().replace("[]", "") + Arrays.toString(shape);
  }
}
