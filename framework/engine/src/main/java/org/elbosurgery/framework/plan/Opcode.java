package org.elbosurgery.framework.plan;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.elbosurgery.framework.simd.Arithmetic;
import org.elbosurgery.framework.simd.Elementwise;

/**
 * What an instruction of a row loop does with registers. A register holds a block of rows, one
 * after the other; {@code width} is how many numbers a row has: of the result, or of the operand
 * where the result has one a row or there is none.
 */
sealed interface Opcode {

  /**
   * Computes a block of rows.
   *
   * @param frame the registers, and which rows
   * @param x numbers of the registers of the operands
   * @param to number of the register of the result
   */
  void run(Frame frame, int[] x, int to);

  /** Returns whether a register is written. */
  default boolean hasResult() {
    return true;
  }

  /** Returns whether the result may be written over an operand. */
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

  /** One known number, in every place. */
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

  /** Reads a value that is one number into every place. */
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

  /** Reads a value that is one row into every row. */
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

  /** A column, in every column. */
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

  /** A function of one or two operands, number by number. */
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

  /** The sum of each row. */
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

  /** The maximum of each row. */
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

  /** The second operand, a column, at the first place of the row's maximum; 0 elsewhere. */
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

  /** Some columns of the operand, whose rows have {@code whole} numbers. */
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

  /** The operands side by side, of these widths. */
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
        Arithmetic.FASTEST.accumulate(from, row * width, frame.sums[sum], width);
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

  /** Adds the numbers of the operand, one a row, to a sum over rows. */
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
