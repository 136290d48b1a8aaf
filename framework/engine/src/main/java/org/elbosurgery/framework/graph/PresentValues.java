package org.elbosurgery.framework.graph;

import java.util.Arrays;
import java.util.List;
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
 * Evaluates the variables of a graph at the present values of its parameters and returns double
 * precision.
 *
 * @param graph the graph, which is not differentiated
 * @param declared what plugins declared in it
 * @param type its floating-point type
 * @param latentSize d
 * @param execution how functions of codes are executed
 */
record PresentValues(
    SameDiff graph, Declarations declared, DataType type, int latentSize, Execution execution)
    implements GraphValues {

  /** The number of rows evaluated at a time, which bounds the memory needed by any expression. */
  private static final int BLOCK = 1024;

  /**
   * The numbers of rows that plans are made for. Fewer rows are filled up to one of them, because a
   * plan takes longer to make than to execute.
   */
  private static final int[] PLANNED = {1, 32, 256, BLOCK};

  /** Evaluates the graph of a model. */
  static PresentValues of(GraphContext context, Execution execution) {
    ModelDefinition model = context.model();
    return new PresentValues(
        context.graph(), context.declared(), model.dataType(), model.latentSize(), execution);
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
    SDVariable value = expression.apply(graph.placeHolder(input, type, -1, latentSize));
    declared.requireWithoutNoise(value);
    String result = value.name();
    GraphFunction function = execution.function(graph, List.of(result));
    return z -> inBlocks(z, block -> function.evaluate(Map.of(input, block)).get(result));
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
      int from = i * BLOCK;
      int rows = (int) Math.min(BLOCK, z.size(0) - from);
      INDArray block = filledUp(z.get(NDArrayIndex.interval(from, from + rows)), rows);
      INDArray value = rowWise(function.apply(block), block.size(0)).castTo(DataType.DOUBLE);
      parts[i] = value.get(NDArrayIndex.interval(0, rows)).dup('c');
    }
    return parts.length == 1 ? parts[0] : Nd4j.concat(0, parts);
  }

  /** Returns rows in the type of the graph, with rows of zeros after them if there is a plan. */
  private INDArray filledUp(INDArray rows, int count) {
    if (execution.engine() == Engine.SAMEDIFF) {
      return rows.castTo(type).dup('c');
    }
    int planned = IntStream.of(PLANNED).filter(size -> size >= count).min().orElseThrow();
    INDArray filled = Nd4j.zeros(type, planned, latentSize);
    filled.get(NDArrayIndex.interval(0, count)).assign(rows.castTo(type));
    return filled;
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
