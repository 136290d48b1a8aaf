package org.elbosurgery.framework.plan;

import java.util.List;
import java.util.StringJoiner;

/**
 * What a loop over rows does.
 *
 * @param rows of the loop
 * @param block rows in a block
 * @param registers how many there are
 * @param registerSize numbers in a register
 * @param before done once by each worker
 * @param body done for each block
 * @param sums over all rows
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
   * @param width numbers in it
   * @param target receives it
   */
  record Sum(Node value, int width, Memory target) {}

  /** Returns the program a line an instruction, those of the body indented. */
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
