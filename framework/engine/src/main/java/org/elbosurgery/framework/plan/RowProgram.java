package org.elbosurgery.framework.plan;

import java.util.List;
import java.util.StringJoiner;

/**
 * The program of a loop over rows.
 *
 * @param rows the rows of the loop
 * @param block the rows in a block
 * @param registers the number of registers
 * @param registerSize the values in a register
 * @param before the instructions executed once by each worker
 * @param body the instructions executed for each block
 * @param sums the sums over all rows
 */
record RowProgram(
    int rows,
    int block,
    int registers,
    int registerSize,
    List<Instruction> before,
    List<Instruction> body,
    List<Sum> sums) {

  /**
   * A sum over rows.
   *
   * @param value the node
   * @param width the number of values in it
   * @param target the memory that receives it
   */
  record Sum(Node value, int width, Memory target) {}

  /** Returns the program with one instruction on each line, the body indented. */
  @Override
  public String toString() {
    StringJoiner lines = new StringJoiner("\n");
    before.forEach(instruction -> lines.add(instruction.toString()));
    lines.add("for " + rows + " rows, " + block + " at a time");
    body.forEach(instruction -> lines.add("  " + instruction));
    for (int i = 0; i < sums.size(); i++) {
      lines.add(sums.get(i).value + " = sum " + i);
    }
    return lines.toString();
  }
}
