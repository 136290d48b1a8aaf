package org.elbosurgery.framework.plan;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Assigns a register to every value of a row loop for as long as the value is needed. Values are
 * numbered in the order in which they are written, each only once; a value written before the loop
 * is needed in every round and keeps its register. For {@code sum of each row of exp(x) y}, with a
 * row y:
 *
 * <pre>
 * value               instruction             register
 * v0 = load_row[y]    before the loop         r0, for good
 * v1 = load[x]                                r1
 * v2 = exp v1         the last that needs v1  r1 again: exp may write over its operand
 * v3 = multiply v2 v0 the last that needs v2  r1 again
 * v4 = sum_rows v3    the last that needs v3  r2: a sum may not write where it still reads
 * store v4            the last that needs v4  none; r1 is free since v4, r2 from here on
 * </pre>
 */
final class RegisterAllocation {

  private final int[] register;
  private final int[] lastUse;
  private final boolean[] lasting;
  private final Deque<Integer> free = new ArrayDeque<>();
  private int count;

  private RegisterAllocation(int values) {
    register = new int[values];
    lastUse = new int[values];
    lasting = new boolean[values];
    Arrays.fill(lastUse, -1);
  }

  /**
   * Allocates.
   *
   * @param values the number of values
   * @param before the instructions before the loop, in terms of values
   * @param body the instructions of each round, in terms of values
   */
  static RegisterAllocation of(int values, List<Instruction> before, List<Instruction> body) {
    RegisterAllocation allocation = new RegisterAllocation(values);
    for (int i = 0; i < body.size(); i++) {
      for (int read : body.get(i).reads()) {
        allocation.lastUse[read] = i;
      }
    }
    for (Instruction instruction : before) {
      allocation.register[instruction.writes()] = allocation.count++;
      allocation.lasting[instruction.writes()] = true;
    }
    for (int i = 0; i < body.size(); i++) {
      allocation.allocate(body.get(i), i);
    }
    return allocation;
  }

  private void allocate(Instruction instruction, int at) {
    if (instruction.code().isInPlace()) {
      release(instruction, at);
    }
    if (instruction.code().hasResult()) {
      register[instruction.writes()] = free.isEmpty() ? count++ : free.pop();
    }
    if (!instruction.code().isInPlace()) {
      release(instruction, at);
    }
    if (instruction.code().hasResult() && lastUse[instruction.writes()] < 0) {
      free.push(register[instruction.writes()]);
    }
  }

  private void release(Instruction instruction, int at) {
    Arrays.stream(instruction.reads())
        .distinct()
        .filter(read -> lastUse[read] == at && !lasting[read])
        .forEach(read -> free.push(register[read]));
  }

  /** Returns the number of registers. */
  int count() {
    return count;
  }

  /** Returns the register of a value. */
  int register(int value) {
    return register[value];
  }
}
