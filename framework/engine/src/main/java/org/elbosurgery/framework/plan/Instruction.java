package org.elbosurgery.framework.plan;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * An instruction of a row loop: an opcode with the numbers of the registers that it reads and
 * writes.
 */
final class Instruction {

  private final Opcode code;
  private final int[] reads;
  private final int writes;

  /**
   * Makes an instruction.
   *
   * @param code the opcode
   * @param reads the registers of the operands
   * @param writes the register of the result; ignored if there is no result
   */
  Instruction(Opcode code, int[] reads, int writes) {
    this.code = code;
    this.reads = reads.clone();
    this.writes = writes;
  }

  Opcode code() {
    return code;
  }

  int[] reads() {
    return reads.clone();
  }

  int writes() {
    return writes;
  }

  /** Returns the same instruction with other registers. */
  Instruction on(IntUnaryOperator register) {
    return new Instruction(
        code,
        Arrays.stream(reads).map(register).toArray(),
        code.hasResult() ? register.applyAsInt(writes) : writes);
  }

  /** Executes the instruction for the frame's current block of rows. */
  void run(Frame frame) {
    code.run(frame, reads, writes);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(code.hasResult() ? "r" + writes + " = " : "");
    text.append(code);
    Arrays.stream(reads).forEach(register -> text.append(" r").append(register));
    return text.toString();
  }
}
