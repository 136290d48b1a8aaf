package org.elbosurgery.framework.plan;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.elbosurgery.framework.simd.Arithmetic;
import org.elbosurgery.framework.simd.Elementwise;

/**
 * The kind of an instruction of a row loop. A register holds a block of consecutive rows. {@code
 * width} is the number of values in a row: of the result, or of the operand if the result has one
 * value per row or there is no result.
 */
sealed interface Opcode {

  /**
   * Computes a block of rows.
   *
   * @param frame the registers, and the current rows
   * @param x the registers of the operands
   * @param to the register of the result
   */
  void run(Frame frame, int[] x, int to);

  /** Returns whether the instruction writes a register. */
  default boolean hasResult() {
    return true;
  }

  /** Returns whether the result may overwrite an operand. */
  default boolean isInPlace() {
    return false;
  }

  /** Reads the rows of a value from memory. */
  record Load(Node value, Memory from, int width) implements Opcode {

    @Override
    public void run(Frame frame, int[] x, int to) {
      from.numbers().get(frame.first * width, frame.registers[to], 0, frame.rows * width);
    }

    @Override
    public String toString() {
      return "load[" + value + "]";
    }
  }

  /** Writes the rows of a value to memory. */
  record Store(Node value, Memory target, int width) implements Opcode {

    @Override
    public void run(Frame frame, int[] x, int to) {
      target.numbers().put(frame.first * width, frame.registers[x[0]], 0, frame.rows * width);
    }

    @Override
    public boolean hasResult() {
      return false;
    }

    @Override
    public String toString() {
      return "store[" + value + "]";
    }
  }

  /** Fills a register with a known number. */
  record Fill(float number) implements Opcode {

    @Override
    public void run(Frame frame, int[] x, int to) {
      Arrays.fill(frame.registers[to], number);
    }

    @Override
    public String toString() {
      return "fill[" + number + "]";
    }
  }

  /** Reads a single number and fills a register with it. */
  record LoadScalar(Node value, Memory from) implements Opcode {

    @Override
    public void run(Frame frame, int[] x, int to) {
      Arrays.fill(frame.registers[to], from.numbers().get(0));
    }

    @Override
    public String toString() {
      return "load_scalar[" + value + "]";
    }
  }

  /** Reads a single row into every row of a register. */
  record LoadRow(Node value, Memory from, int width) implements Opcode {

    @Override
    public void run(Frame frame, int[] x, int to) {
      FloatBuffer numbers = from.numbers();
      for (int row = 0; row < frame.rows; row++) {
        numbers.get(0, frame.registers[to], row * width, width);
      }
    }

    @Override
    public String toString() {
      return "load_row[" + value + "]";
    }
  }

  /** Copies a column into every column. */
  record Spread(int width) implements Opcode {

    @Override
    public void run(Frame frame, int[] x, int to) {
      float[] column = frame.registers[x[0]];
      for (int row = 0; row < frame.rows; row++) {
        Arrays.fill(frame.registers[to], row * width, (row + 1) * width, column[row]);
      }
    }

    @Override
    public String toString() {
      return "spread[" + width + "]";
    }
  }

  /** Applies a function of one or two operands element by element. */
  record Apply(Elementwise function, Arithmetic.Kernel kernel, float constant, int width)
      implements Opcode {

    static Apply of(Elementwise function, float constant, int width) {
      return new Apply(function, Arithmetic.FASTEST.kernel(function), constant, width);
    }

    @Override
    public void run(Frame frame, int[] x, int to) {
      float[][] registers = frame.registers;
      kernel.run(
          registers[x[0]], registers[x[x.length - 1]], constant, registers[to], frame.rows * width);
    }

    @Override
    public boolean isInPlace() {
      return true;
    }

    @Override
    public String toString() {
      String name = function.name().toLowerCase(Locale.ROOT);
      return function.hasConstant() ? name + "[" + constant + "]" : name;
    }
  }

  /** Computes the sum of each row. */
  record SumRows(int width) implements Opcode {

    @Override
    public void run(Frame frame, int[] x, int to) {
      float[] from = frame.registers[x[0]];
      float[] sums = frame.registers[to];
      for (int row = 0; row < frame.rows; row++) {
        sums[row] = Arithmetic.FASTEST.sum(from, row * width, (row + 1) * width);
      }
    }

    @Override
    public String toString() {
      return "sum_rows";
    }
  }

  /** Computes the maximum of each row. */
  record MaxRows(int width) implements Opcode {

    @Override
    public void run(Frame frame, int[] x, int to) {
      float[] from = frame.registers[x[0]];
      float[] maxima = frame.registers[to];
      for (int row = 0; row < frame.rows; row++) {
        maxima[row] = Arithmetic.FASTEST.max(from, row * width, (row + 1) * width);
      }
    }

    @Override
    public String toString() {
      return "max_rows";
    }
  }

  /**
   * Writes the second operand, a column, to the first place of each row's maximum, and 0 elsewhere.
   */
  record MaxRowsGradient(int width) implements Opcode {

    @Override
    public void run(Frame frame, int[] x, int to) {
      float[] from = frame.registers[x[0]];
      float[] out = frame.registers[to];
      Arrays.fill(out, 0, frame.rows * width, 0);
      for (int row = 0; row < frame.rows; row++) {
        int end = (row + 1) * width;
        float max = Arithmetic.FASTEST.max(from, row * width, end);
        int at = row * width;
        while (at < end - 1 && from[at] != max) {
          at++;
        }
        out[at] = frame.registers[x[1]][row];
      }
    }

    @Override
    public String toString() {
      return "max_rows_gradient";
    }
  }

  /** Copies some columns of the operand, whose rows have {@code whole} numbers. */
  record Slice(int whole, int from, int width) implements Opcode {

    @Override
    public void run(Frame frame, int[] x, int to) {
      for (int row = 0; row < frame.rows; row++) {
        System.arraycopy(
            frame.registers[x[0]], row * whole + from, frame.registers[to], row * width, width);
      }
    }

    @Override
    public String toString() {
      return "slice[" + from + ":" + (from + width) + "]";
    }
  }

  /** Puts operands of the given widths side by side. */
  record Concat(List<Integer> widths, int width) implements Opcode {

    @Override
    public void run(Frame frame, int[] x, int to) {
      float[] out = frame.registers[to];
      int start = 0;
      for (int i = 0; i < x.length; i++) {
        int part = widths.get(i);
        for (int row = 0; row < frame.rows; row++) {
          System.arraycopy(frame.registers[x[i]], row * part, out, row * width + start, part);
        }
        start += part;
      }
    }

    @Override
    public String toString() {
      return "concat";
    }
  }

  /** Adds the rows of the operand to a sum over rows. */
  record AddRows(int sum, int width) implements Opcode {

    @Override
    public void run(Frame frame, int[] x, int to) {
      float[] from = frame.registers[x[0]];
      for (int row = 0; row < frame.rows; row++) {
        Arithmetic.FASTEST.accumulate(from, row * width, frame.sums[sum], 0, width);
      }
    }

    @Override
    public boolean hasResult() {
      return false;
    }

    @Override
    public String toString() {
      return "add_rows[sum " + sum + "]";
    }
  }

  /** Adds the operand, with one number per row, to a sum over rows. */
  record AddNumbers(int sum) implements Opcode {

    @Override
    public void run(Frame frame, int[] x, int to) {
      frame.totals[sum][0] += Arithmetic.FASTEST.sum(frame.registers[x[0]], 0, frame.rows);
    }

    @Override
    public boolean hasResult() {
      return false;
    }

    @Override
    public String toString() {
      return "add_numbers[sum " + sum + "]";
    }
  }
}
