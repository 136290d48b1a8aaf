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

/**
 * An operation of a graph as the source of one of its outputs; operands become nodes on request.
 */
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
   * @param trace the shapes and types of the graph
   * @param nodes returns the node of a variable
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

  /** Returns the number of outputs of the operation. */
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
   * Returns whether all operands are of single precision, not counting the shape operand of a
   * reshape.
   */
  boolean isFloat() {
    return IntStream.range(0, name().equals("reshape") ? 1 : operands())
        .allMatch(i -> form(i).type() == DataType.FLOAT);
  }

  /** Returns whether there are two operands, each of which broadcasts to the result. */
  boolean broadcasts() {
    return operands() == 2
        && Broadcast.of(form(0).shape(), shape()).isPresent()
        && Broadcast.of(form(1).shape(), shape()).isPresent();
  }

  /** Returns the integer arguments of the operation. */
  long[] integers() {
    return ((DynamicCustomOp) op.getOp()).iArgs();
  }

  /** Returns the floating-point arguments of the operation. */
  double[] numbers() {
    return ((DynamicCustomOp) op.getOp()).tArgs();
  }

  /** Returns the scalar argument of an operation on an array and a scalar. */
  double scalar() {
    return ((ScalarOp) op.getOp()).scalar().getDouble(0);
  }

  /**
   * Returns the axes of a reduction or its gradient, as non-negative numbers; all axes if none are
   * given.
   */
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
