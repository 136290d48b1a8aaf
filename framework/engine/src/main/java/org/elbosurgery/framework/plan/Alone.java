package org.elbosurgery.framework.plan;

import java.util.List;

/** An operation that is computed in a step of its own. */
sealed interface Alone extends Operation {

  /**
   * Returns the step that computes values of this operation.
   *
   * @param nodes one value, or several if {@linkplain #isMadeWith one step computes them together}
   * @param means the resources of steps
   */
  Step step(List<Node> nodes, Means means);

  /**
   * Returns whether one step computes a value of this operation together with a value of another.
   */
  default boolean isMadeWith(Alone other) {
    return false;
  }

  /**
   * The resources of steps.
   *
   * @param storage the memory of the values
   * @param workers the threads
   * @param nd4j executes the operations that the plan does not know
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

  /** The transpose of a matrix. */
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

  /** Arrays one after the other: their rows stacked. */
  record Stack() implements Alone {

    @Override
    public Step step(List<Node> nodes, Means means) {
      List<Node> parts = nodes.get(0).inputs();
      return RowCopy.stack(
          parts.stream().map(means.storage::of).toList(),
          parts.stream().map(part -> part.extent().size()).toList(),
          means.storage.of(nodes.get(0)));
    }
  }

  /** Consecutive rows of an array, beginning with the number {@code from} in it. */
  record Rows(int from) implements Alone {

    @Override
    public Step step(List<Node> nodes, Means means) {
      Node part = nodes.get(0);
      return RowCopy.part(
          means.storage.of(part.input(0)), from, means.storage.of(part), part.extent().size());
    }
  }

  /** Images convolved with weights: S(x) W, a row for each stop. */
  record Convolution(Window window) implements Alone {

    @Override
    public Step step(List<Node> nodes, Means means) {
      Node places = nodes.get(0);
      return WindowProduct.of(window, places.input(0), places, places.input(1), means)
          .placesFromImages();
    }
  }

  /** The transpose of a convolution, from places to images: S*(y W^T). */
  record TransposedConvolution(Window window) implements Alone {

    @Override
    public Step step(List<Node> nodes, Means means) {
      Node images = nodes.get(0);
      return WindowProduct.of(window, images, images.input(0), images.input(1), means)
          .imagesFromPlaces();
    }
  }

  /** The gradient of a convolution by its weights: S(x)^T y. */
  record ConvolutionWeights(Window window) implements Alone {

    @Override
    public Step step(List<Node> nodes, Means means) {
      Node weights = nodes.get(0);
      return WindowProduct.of(window, weights.input(0), weights.input(1), weights, means)
          .weightsFromBoth();
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

  /**
   * The second operand, a number, at the first place of the first operand's maximum; 0 elsewhere.
   */
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

    /** ND4J computes all outputs of an operation at once. */
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
