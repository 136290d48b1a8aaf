package org.elbosurgery.framework.plan;

import java.util.List;

/** An operation that is a step of its own. */
sealed interface Alone extends Operation {

  /**
   * Returns the step that makes values of this operation.
   *
   * @param nodes one value; more where {@linkplain #isMadeWith the step makes several}
   * @param means what steps work with
   */
  Step step(List<Node> nodes, Means means);

  /** Returns whether one step makes a value of this operation and one of the other. */
  default boolean isMadeWith(Alone other) {
    return false;
  }

  /**
   * What steps work with.
   *
   * @param storage where values are
   * @param workers who computes
   * @param nd4j executes what the plan does not know
   */
  record Means(Storage storage, Workers workers, ForeignCalls nd4j) {}

  /** The product of two matrices, each transposed or not. */
  record Product(boolean firstTransposed, boolean secondTransposed) implements Alone {

    @Override
    public Step step(List<Node> nodes, Means means) {
      Node product = nodes.get(0);
      return new MatrixProduct(
          this,
          product,
          means.storage.of(product.input(0)),
          means.storage.of(product.input(1)),
          means.storage.of(product),
          means.workers);
    }
  }

  /** A matrix transposed. */
  record Transpose() implements Alone {

    @Override
    public Step step(List<Node> nodes, Means means) {
      Node matrix = nodes.get(0).input(0);
      long[] shape = matrix.shape();
      return new Transposition(
          means.storage.of(matrix),
          means.storage.of(nodes.get(0)),
          Math.toIntExact(shape[0]),
          Math.toIntExact(shape[1]));
    }
  }

  /** The maximum of all numbers. */
  record ReduceMax() implements Alone {

    @Override
    public Step step(List<Node> nodes, Means means) {
      Node max = nodes.get(0);
      return ReduceMaxStep.maximum(means.storage.of(max.input(0)), means.storage.of(max));
    }
  }

  /** The second operand, a number, at the first place of the maximum; 0 elsewhere. */
  record ReduceMaxGradient() implements Alone {

    @Override
    public Step step(List<Node> nodes, Means means) {
      Node gradient = nodes.get(0);
      return ReduceMaxStep.gradient(
          means.storage.of(gradient.input(0)),
          means.storage.of(gradient.input(1)),
          means.storage.of(gradient));
    }
  }

  /** An output of an operation that ND4J executes. */
  record Foreign(String operation, int output) implements Alone {

    @Override
    public Step step(List<Node> nodes, Means means) {
      return means.nd4j.call(operation, nodes, means.storage);
    }

    /** ND4J makes all outputs of an operation at once. */
    @Override
    public boolean isMadeWith(Alone other) {
      return other instanceof Foreign foreign && foreign.operation.equals(operation);
    }

    @Override
    public String toString() {
      return operation + ":" + output;
    }
  }
}
