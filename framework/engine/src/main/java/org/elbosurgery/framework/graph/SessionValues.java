package org.elbosurgery.framework.graph;

import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.elbosurgery.api.GraphValues;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Evaluates the variables of a graph and returns double precision.
 *
 * @param graph the graph, which is not differentiated
 * @param declared what plugins declared in it
 * @param type its floating-point type
 * @param latentSize d
 */
record SessionValues(SameDiff graph, Declarations declared, DataType type, int latentSize)
    implements GraphValues {

  /** The number of rows evaluated at a time, which bounds the memory needed by any expression. */
  private static final int BLOCK = 1024;

  /** Evaluates the graph of a model. */
  static SessionValues of(GraphContext context) {
    ModelDefinition model = context.model();
    return new SessionValues(
        context.graph(), context.declared(), model.dataType(), model.latentSize());
  }

  @Override
  public INDArray of(SDVariable variable) {
    declared.requireWithoutNoise(variable);
    return graph
        .output(Map.of(), variable.name())
        .get(variable.name())
        .castTo(DataType.DOUBLE)
        .dup('c');
  }

  @Override
  public UnaryOperator<INDArray> function(UnaryOperator<SDVariable> expression) {
    String input = freeName();
    SDVariable codes = graph.placeHolder(input, type, -1, latentSize);
    SDVariable value = expression.apply(codes);
    declared.requireWithoutNoise(value);
    String result = value.name();
    return z -> inBlocks(z, block -> graph.output(Map.of(input, block), result).get(result));
  }

  /** Returns an unused name; SameDiff's own numbering fails if a variable already has the name. */
  private String freeName() {
    return IntStream.iterate(1, i -> i + 1)
        .mapToObj(i -> "codes-" + i)
        .filter(name -> !graph.hasVariable(name))
        .findFirst()
        .orElseThrow();
  }

  private INDArray inBlocks(INDArray z, UnaryOperator<INDArray> function) {
    if (z.rank() != 2 || z.size(0) < 1 || z.size(1) != latentSize) {
      throw new IllegalArgumentException(
          "codes are [n, " + latentSize + "], not " + Arrays.toString(z.shape()));
    }
    INDArray[] parts = new INDArray[(int) ((z.size(0) + BLOCK - 1) / BLOCK)];
    for (int i = 0; i < parts.length; i++) {
      long end = Math.min(z.size(0), (i + 1L) * BLOCK);
      INDArray block = z.get(NDArrayIndex.interval((long) i * BLOCK, end)).castTo(type).dup('c');
      parts[i] = rowWise(function.apply(block), block.size(0)).castTo(DataType.DOUBLE).dup('c');
    }
    return parts.length == 1 ? parts[0] : Nd4j.concat(0, parts);
  }

  private static INDArray rowWise(INDArray value, long rows) {
    if (value.rank() < 1 || value.size(0) != rows) {
      throw new IllegalArgumentException(
          "the expression gives "
              + Arrays.toString(value.shape())
              + " for "
              + rows
              + " codes; a function of codes gives one row for each");
    }
    return value;
  }
}
