package org.elbosurgery.framework.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.elbosurgery.framework.simd.Arithmetic;

/**
 * Compiles the nodes of a loop to its program: inputs from memory are loaded once, values used
 * after the loop are stored, and all others stay in registers. For y = exp(x) b + 1 with rows x of
 * three numbers and one row b, where only y is used later:
 *
 * <pre>
 * r0 = load_row[b[1, 3]]
 * for 5 rows, 5 at a time
 *   r1 = load[x[5, 3]]
 *   r1 = exp r1
 *   r1 = multiply r1 r0
 *   r1 = add_constant[1.0] r1
 *   store[add_constant 1.0[5, 3]] r1
 * </pre>
 *
 * <p>The instructions are first written in terms of numbered values; {@link RegisterAllocation}
 * then assigns registers to the values.
 */
final class RowLoopCompiler {

  /** The number of values in a register unless rows are wider: 4 kB, of a cache of 32 kB. */
  private static final int BLOCK = 1024;

  private final List<Node> nodes;
  private final Storage storage;
  private final List<Instruction> before = new ArrayList<>();
  private final List<Instruction> body = new ArrayList<>();
  private final List<RowProgram.Sum> sums = new ArrayList<>();
  private final Map<Node, Integer> computed = new HashMap<>();
  private final Map<Opcode, Integer> loaded = new HashMap<>();
  private final Map<List<Integer>, Integer> spread = new HashMap<>();
  private int values;

  private RowLoopCompiler(List<Node> nodes, Storage storage) {
    this.nodes = nodes;
    this.storage = storage;
  }

  /**
   * Returns the program of a loop.
   *
   * @param nodes the nodes of the loop, each after its inputs
   * @param storage the memory of values that are not computed in the loop or are used after it
   */
  static RowProgram compile(List<Node> nodes, Storage storage) {
    return new RowLoopCompiler(nodes, storage).program();
  }

  private RowProgram program() {
    for (Node node : nodes) {
      ((RowWise) node.operation()).compile(node, this);
    }
    int rows = nodes.get(0).loop().rows();
    int widest = nodes.stream().mapToInt(RowLoopCompiler::widest).max().orElseThrow();
    int block = Math.max(1, Math.min(rows, BLOCK / widest));
    RegisterAllocation registers = RegisterAllocation.of(values, before, body);
    return new RowProgram(
        rows,
        block,
        registers.count(),
        padded(Math.multiplyExact(block, widest)),
        before.stream().map(each -> each.on(registers::register)).toList(),
        body.stream().map(each -> each.on(registers::register)).toList(),
        sums);
  }

  /** Returns the largest width of the rows of a value and its operands. */
  private static int widest(Node node) {
    int widest = node.loop().width();
    for (int i = 0; i < node.inputs().size(); i++) {
      if (node.meets(i) == Broadcast.FULL) {
        widest = Math.max(widest, node.input(i).extent().width());
      }
    }
    return widest;
  }

  private static int padded(int size) {
    return Math.addExact(size, Arithmetic.PADDING - 1) / Arithmetic.PADDING * Arithmetic.PADDING;
  }

  /** Returns the number of the value of an operand, broadcast to the rows of its user. */
  int operand(Node user, int i) {
    Node base = user.input(i).base();
    int width = user.extent().width();
    if (base.operation() instanceof Given.Constant constant) {
      return before(new Opcode.Fill(constant.value()));
    }
    return switch (user.meets(i)) {
      case FULL -> rows(user, i, user.input(i).extent().width());
      case COLUMN -> width == 1 ? column(user, i) : spread(column(user, i), width);
      case ROW -> before(new Opcode.LoadRow(base, storage.of(base), width));
      case SCALAR -> before(new Opcode.LoadScalar(base, storage.of(base)));
    };
  }

  /** Returns the number of the value of an operand with one number per row. */
  int column(Node user, int i) {
    return rows(user, i, 1);
  }

  /**
   * Returns the number of the value of an operand, which this loop computes or, if another step
   * does, loads.
   */
  private int rows(Node user, int i, int width) {
    Node base = user.input(i).base();
    Integer here = computed.get(base);
    return here != null && user.isFused(i) ? here : load(base, width);
  }

  private int load(Node base, int width) {
    Opcode load = new Opcode.Load(base, storage.of(base), width);
    return loaded.computeIfAbsent(load, any -> add(body, load));
  }

  private int before(Opcode code) {
    return loaded.computeIfAbsent(code, any -> add(before, code));
  }

  private int spread(int column, int width) {
    return spread.computeIfAbsent(
        List.of(column, width), any -> add(body, new Opcode.Spread(width), column));
  }

  /**
   * Writes the instruction that computes a node, and an instruction that stores it if it is used
   * outside the loop.
   *
   * @param node a node with one or more numbers per row
   * @param code the opcode that computes it
   * @param operands the numbers of the operands' values
   */
  void define(Node node, Opcode code, int... operands) {
    int value = add(body, code, operands);
    computed.put(node, value);
    if (storage.isStored(node)) {
      store(node, value);
    }
  }

  /** Writes a store, after loading the value that it overwrites if that is still needed. */
  private void store(Node node, int value) {
    Memory target = storage.of(node);
    int width = node.extent().width();
    for (Node user : nodes) {
      for (Node input : user.inputs()) {
        Node base = input.base();
        if (!computed.containsKey(base) && storage.of(base) == target) {
          load(base, width);
        }
      }
    }
    body.add(new Instruction(new Opcode.Store(node, target, width), new int[] {value}, -1));
  }

  /**
   * Writes the instruction that adds to a sum over all rows.
   *
   * @param node the sum
   * @param width the number of values in it
   * @param code returns the opcode for the number of the sum in its loop
   * @param operand the number of the value whose rows are added
   */
  void sum(Node node, int width, IntFunction<Opcode> code, int operand) {
    body.add(new Instruction(code.apply(sums.size()), new int[] {operand}, -1));
    sums.add(new RowProgram.Sum(node, width, storage.of(node)));
  }

  private int add(List<Instruction> instructions, Opcode code, int... operands) {
    int value = values++;
    instructions.add(new Instruction(code, operands, value));
    return value;
  }
}
