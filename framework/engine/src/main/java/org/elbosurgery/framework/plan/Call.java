package org.elbosurgery.framework.plan;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.ScalarOp;

/** An operation of a graph that makes one of its outputs; its operands become nodes when asked. */
final class Call {

  private final SameDiffOp op;
  private final int output;
  private final GraphTrace trace;
  private final Function<String, Node> nodes;

  /**
   * Makes a call.
   *
   * @param op the operation
   * @param output the number of the output
   * @param trace of the graph
   * @param nodes the node of a variable
   */
  Call(SameDiffOp op, int output, GraphTrace trace, Function<String, Node> nodes) {
    this.op = op;
    this.output = output;
    this.trace = trace;
    this.nodes = nodes;
  }

  String name() {
    return op.getOp().opName();
  }

  int output() {
    return output;
  }

  /** Returns how many outputs the operation has. */
  int outputs() {
    return op.getOutputsOfOp().size();
  }

  /** Returns the shape of the output. */
  long[] shape() {
    return trace.form(op.getOutputsOfOp().get(output)).shape();
  }

  int operands() {
    return op.getInputsToOp().size();
  }

  Node operand(int i) {
    return nodes.apply(op.getInputsToOp().get(i));
  }

  List<Node> allOperands() {
    return IntStream.range(0, operands()).mapToObj(this::operand).toList();
  }

  private GraphTrace.Form form(int operand) {
    return trace.form(op.getInputsToOp().get(operand));
  }

  /**
   * Returns whether all operands are of single precision; the shape that a reshape gets is none.
   */
  boolean isFloat() {
    return IntStream.range(0, name().equals("reshape") ? 1 : operands())
        .allMatch(i -> form(i).type() == DataType.FLOAT);
  }

  /** Returns whether there are two operands and each broadcasts to the result. */
  boolean broadcasts() {
    return operands() == 2
        && Broadcast.of(form(0).shape(), shape()).isPresent()
        && Broadcast.of(form(1).shape(), shape()).isPresent();
  }

  /** Returns the integers that the operation has been told. */
  long[] integers() {
    return ((DynamicCustomOp) op.getOp()).iArgs();
  }

  /** Returns the numbers that the operation has been told. */
  double[] numbers() {
    return ((DynamicCustomOp) op.getOp()).tArgs();
  }

  /** Returns the number that an operation of an array with one number has been told. */
  double scalar() {
    return ((ScalarOp) op.getOp()).scalar().getDouble(0);
  }

  /** Returns the axes that a reduction, or its gradient, is over: not negative, all if none. */
  int[] axes() {
    int rank = operand(0).shape().length;
    long[] told =
        op.getOp() instanceof BaseReduceOp reduction
            ? longs(reduction.getDimensions())
            : integers();
    boolean all = told.length == 0 || Arrays.stream(told).anyMatch(a -> a == Integer.MAX_VALUE);
    return all
        ? IntStream.range(0, rank).toArray()
        : Arrays.stream(told).mapToInt(a -> (int) (a < 0 ? a + rank : a)).toArray();
  }

  private static long[] longs(int[] values) {
    return values == null ? new long[0] : Arrays.stream(values).asLongStream().toArray();
  }
}
