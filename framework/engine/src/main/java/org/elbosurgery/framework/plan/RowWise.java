package org.elbosurgery.framework.plan;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.elbosurgery.framework.simd.Elementwise;

/**
 * An operation that is computed in a loop over rows, together with others that have the same number
 * of rows. It compiles itself to instructions of such a loop.
 */
sealed interface RowWise extends Operation {

  /** Writes the instructions that compute a value of this operation. */
  void compile(Node node, RowLoopCompiler loop);

  /** Returns the extent of the loop that computes a value. */
  default Extent loop(Node node) {
    return node.extent();
  }

  /** Returns how an operand is broadcast to the rows that the loop computes. */
  default Broadcast meets(Node node, int operand) {
    return Broadcast.FULL;
  }

  /**
   * Returns whether a row of the value can be used as soon as the loop has computed it, rather than
   * only after the last row.
   */
  default boolean isReadyByRow() {
    return true;
  }

  private static int[] operands(Node node, RowLoopCompiler loop) {
    return IntStream.range(0, node.inputs().size()).map(i -> loop.operand(node, i)).toArray();
  }

  /**
   * A function applied element by element to operands that are broadcast to the shape of the
   * result.
   */
  record Map(Elementwise function, float constant) implements RowWise {

    @Override
    public void compile(Node node, RowLoopCompiler loop) {
      int width = node.extent().width();
      loop.define(node, Opcode.Apply.of(function, constant, width), operands(node, loop));
    }

    @Override
    public Broadcast meets(Node node, int operand) {
      return Broadcast.of(node.input(operand).shape(), node.shape()).orElseThrow();
    }

    @Override
    public String toString() {
      String name = function.name().toLowerCase(Locale.ROOT);
      return function.hasConstant() ? name + " " + constant : name;
    }
  }

  /** The sum of each row, a column. */
  record RowSum() implements RowWise {

    @Override
    public void compile(Node node, RowLoopCompiler loop) {
      int width = node.input(0).extent().width();
      loop.define(node, new Opcode.SumRows(width), loop.operand(node, 0));
    }
  }

  /** The maximum of each row, a column. */
  record RowMax() implements RowWise {

    @Override
    public void compile(Node node, RowLoopCompiler loop) {
      int width = node.input(0).extent().width();
      loop.define(node, new Opcode.MaxRows(width), loop.operand(node, 0));
    }
  }

  /** The second operand, a column, at the first place of its row's maximum; 0 elsewhere. */
  record RowMaxGradient() implements RowWise {

    @Override
    public void compile(Node node, RowLoopCompiler loop) {
      int x = loop.operand(node, 0);
      int gradient = loop.column(node, 1);
      int width = node.extent().width();
      loop.define(node, new Opcode.MaxRowsGradient(width), x, gradient);
    }

    @Override
    public Broadcast meets(Node node, int operand) {
      return operand == 1 ? Broadcast.COLUMN : Broadcast.FULL;
    }
  }

  /** The sum over all rows, one row that is complete after the last row. */
  record ColumnSum() implements RowWise {

    @Override
    public void compile(Node node, RowLoopCompiler loop) {
      int width = node.input(0).extent().width();
      loop.sum(
          node,
          width,
          sum -> width == 1 ? new Opcode.AddNumbers(sum) : new Opcode.AddRows(sum, width),
          loop.operand(node, 0));
    }

    @Override
    public Extent loop(Node node) {
      return node.input(0).extent();
    }

    @Override
    public boolean isReadyByRow() {
      return false;
    }
  }

  /** Matrices with the same number of rows side by side. */
  record Concat() implements RowWise {

    @Override
    public void compile(Node node, RowLoopCompiler loop) {
      List<Integer> widths = node.inputs().stream().map(part -> part.extent().width()).toList();
      int width = node.extent().width();
      loop.define(node, new Opcode.Concat(widths, width), operands(node, loop));
    }
  }

  /** Consecutive columns of a matrix, beginning with a given one. */
  record Slice(int from) implements RowWise {

    @Override
    public void compile(Node node, RowLoopCompiler loop) {
      int whole = node.input(0).extent().width();
      int width = node.extent().width();
      loop.define(node, new Opcode.Slice(whole, from, width), loop.operand(node, 0));
    }
  }
}
