package org.elbosurgery.framework.plan;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * One instruction of a row loop: an opcode with the registers it reads and the one it writes, by
 * number.
 */
final class Instruction {

  private final Opcode code;
  private final int[] reads;
  private final int writes;

  /**
   * Makes an instruction.
   *
   * @param code what is done
   * @param reads registers with the operands
   * @param writes the register for the result; of no meaning where there is none
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

  /** Returns the same instruction on other registers. */
  Instruction on(IntUnaryOperator register) {
    return new Instruction(
        code,
        Arrays.stream(reads).map(register).toArray(),
        code.hasResult() ? register.applyAsInt(writes) : writes);
  }

  /** Computes it for the block of rows that the frame is at. */
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
