package org.elbosurgery.framework.plan;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.elbosurgery.framework.plan.RowLoop.Instruction;
import org.elbosurgery.framework.simd.Arithmetic;

/**
 * Writes the nodes of one loop as its program: what is read from memory is loaded once, what is
 * used after the loop is stored, all else lives in registers.
 */
final class RowLoopCompiler {

  /** Numbers in a register at least, where the rows are not wider: 4 kB, of 32 of the cache. */
  private static final int BLOCK = 1024;

  private final Arithmetic arithmetic = Arithmetic.FASTEST;
  private final List<Node> nodes;
  private final Function<Node, Memory> memory;
  private final Predicate<Node> stored;
  private final int rows;
  private final int block;
  private final int registerSize;
  private final List<Draft> before = new ArrayList<>();
  private final List<Draft> body = new ArrayList<>();
  private final List<RowLoop.Sum> sums = new ArrayList<>();
  private final Map<Node, Integer> computed = new LinkedHashMap<>();
  private final Map<List<Object>, Integer> loaded = new HashMap<>();
  private int virtual;

  /** An instruction on virtual registers. */
  private static final class Draft {

    private final int[] reads;
    private final int writes;
    private final boolean inPlace;
    private final Function<int[], Instruction> code;

    /**
     * Makes an instruction.
     *
     * @param reads registers it reads
     * @param writes the register it writes, or -1
     * @param inPlace whether it may write where it reads
     * @param code given the registers it reads, and then that it writes
     */
    Draft(int[] reads, int writes, boolean inPlace, Function<int[], Instruction> code) {
      this.reads = reads;
      this.writes = writes;
      this.inPlace = inPlace;
      this.code = code;
    }
  }

  /**
   * Prepares a loop.
   *
   * @param nodes of the loop, each after its inputs
   * @param memory where a value is that is not made in the loop, or is stored
   * @param stored whether a value made in the loop is used outside
   */
  RowLoopCompiler(List<Node> nodes, Function<Node, Memory> memory, Predicate<Node> stored) {
    this.nodes = nodes;
    this.memory = memory;
    this.stored = stored;
    this.rows = Schedule.rows(nodes.get(0));
    int widest = 1;
    for (Node node : nodes) {
      if (!(node.operation() instanceof Operation.ColumnSum)) {
        widest = Math.max(widest, node.extent().width());
      }
      for (Node input : node.inputs()) {
        if (Schedule.meets(node, input) == Broadcast.FULL) {
          widest = Math.max(widest, input.extent().width());
        }
      }
    }
    this.block = Math.max(1, Math.min(rows, BLOCK / widest));
    int size = Math.multiplyExact(block, widest);
    this.registerSize =
        Math.addExact(size, Arithmetic.PADDING - 1) / Arithmetic.PADDING * Arithmetic.PADDING;
  }

  /** Returns the loop. */
  RowLoop.Program program() {
    nodes.forEach(this::write);
    int[] physical = new int[virtual];
    int registers = assign(physical);
    return new RowLoop.Program(
        rows, block, registers, registerSize, code(before, physical), code(body, physical), sums);
  }

  private static List<Instruction> code(List<Draft> drafts, int[] physical) {
    List<Instruction> code = new ArrayList<>();
    for (Draft draft : drafts) {
      int[] registers = new int[draft.reads.length + 1];
      for (int i = 0; i < draft.reads.length; i++) {
        registers[i] = physical[draft.reads[i]];
      }
      if (draft.writes >= 0) {
        registers[draft.reads.length] = physical[draft.writes];
      }
      code.add(draft.code.apply(registers));
    }
    return code;
  }

  /** Gives each value a register for as long as it is needed; returns how many there are. */
  private int assign(int[] physical) {
    int[] lastUse = new int[virtual];
    Arrays.fill(lastUse, -1);
    for (int i = 0; i < body.size(); i++) {
      for (int read : body.get(i).reads) {
        lastUse[read] = i;
      }
    }
    int registers = 0;
    boolean[] lasting = new boolean[virtual];
    for (Draft draft : before) {
      physical[draft.writes] = registers++;
      lasting[draft.writes] = true;
    }
    Deque<Integer> free = new ArrayDeque<>();
    for (int i = 0; i < body.size(); i++) {
      Draft draft = body.get(i);
      if (draft.inPlace) {
        release(draft, i, lastUse, lasting, physical, free);
      }
      if (draft.writes >= 0) {
        physical[draft.writes] = free.isEmpty() ? registers++ : free.pop();
      }
      if (!draft.inPlace) {
        release(draft, i, lastUse, lasting, physical, free);
      }
      if (draft.writes >= 0 && lastUse[draft.writes] < 0) {
        free.push(physical[draft.writes]);
      }
    }
    return registers;
  }

  private static void release(
      Draft draft, int at, int[] lastUse, boolean[] lasting, int[] physical, Deque<Integer> free) {
    Arrays.stream(draft.reads)
        .distinct()
        .filter(read -> lastUse[read] == at && !lasting[read])
        .forEach(read -> free.push(physical[read]));
  }

  private void write(Node node) {
    int width = node.extent().width();
    Operation operation = node.operation();
    if (operation instanceof Operation.ColumnSum) {
      sum(operand(node, 0), node.input(0).extent().width(), memory.apply(node).numbers());
      return;
    }
    int register;
    if (operation instanceof Operation.Map map) {
      register = function(node, map, width);
    } else if (operation instanceof Operation.RowSum) {
      register = reduce(operand(node, 0), node.input(0).extent().width(), arithmetic::sum);
    } else if (operation instanceof Operation.RowMax) {
      register = reduce(operand(node, 0), node.input(0).extent().width(), arithmetic::max);
    } else if (operation instanceof Operation.RowMaxGradient) {
      register = maxGradient(operand(node, 0), column(node, node.input(1)), width);
    } else if (operation instanceof Operation.Columns columns) {
      register = columns(operand(node, 0), node.input(0).extent().width(), columns.from(), width);
    } else {
      register = join(node, width);
    }
    computed.put(node, register);
    if (stored.test(node)) {
      store(register, width, memory.apply(node));
    }
  }

  /** Returns the register with an operand, as wide as its user wants it. */
  private int operand(Node user, int i) {
    Node input = user.input(i);
    Node base = input.base();
    int width =
        user.operation() instanceof Operation.Map ? user.extent().width() : input.extent().width();
    if (base.operation() instanceof Operation.Fill fill) {
      return once(List.of("fill", fill.value(), width), fill::value);
    }
    return switch (Schedule.meets(user, input)) {
      case FULL -> here(user, input, width);
      case COLUMN -> width == 1 ? column(user, input) : spread(column(user, input), width);
      case ROW -> tile(base, width);
      case SCALAR -> {
        FloatBuffer numbers = memory.apply(base).numbers();
        yield once(List.of("scalar", base, width), () -> numbers.get(0));
      }
    };
  }

  private int column(Node user, Node input) {
    return here(user, input, 1);
  }

  /** Returns the register of a value that this loop makes or, if another step did, loads. */
  private int here(Node user, Node input, int width) {
    Integer register = computed.get(input.base());
    return register != null && Schedule.isFused(user, input) ? register : load(input.base(), width);
  }

  private int function(Node node, Operation.Map map, int width) {
    int x = operand(node, 0);
    int y = node.inputs().size() > 1 ? operand(node, 1) : x;
    Arithmetic.Kernel kernel = arithmetic.kernel(map.function());
    float p = map.constant();
    return add(
        body,
        new int[] {x, y},
        true,
        r ->
            frame ->
                kernel.run(
                    frame.registers[r[0]],
                    frame.registers[r[1]],
                    p,
                    frame.registers[r[2]],
                    frame.rows * width));
  }

  /** A function of some of an array's numbers. */
  @FunctionalInterface
  private interface Reduction {
    float of(float[] x, int from, int to);
  }

  private int reduce(int x, int width, Reduction reduction) {
    return add(
        body,
        new int[] {x},
        false,
        r ->
            frame -> {
              float[] from = frame.registers[r[0]];
              float[] to = frame.registers[r[1]];
              for (int row = 0; row < frame.rows; row++) {
                to[row] = reduction.of(from, row * width, (row + 1) * width);
              }
            });
  }

  private int maxGradient(int x, int gradient, int width) {
    Arithmetic numbers = arithmetic;
    return add(
        body,
        new int[] {x, gradient},
        false,
        r ->
            frame -> {
              float[] from = frame.registers[r[0]];
              float[] to = frame.registers[r[2]];
              Arrays.fill(to, 0, frame.rows * width, 0);
              for (int row = 0; row < frame.rows; row++) {
                float max = numbers.max(from, row * width, (row + 1) * width);
                int at = row * width;
                while (at < (row + 1) * width - 1 && from[at] != max) {
                  at++;
                }
                to[at] = frame.registers[r[1]][row];
              }
            });
  }

  private int columns(int x, int inputWidth, int from, int width) {
    return add(
        body,
        new int[] {x},
        false,
        r ->
            frame -> {
              for (int row = 0; row < frame.rows; row++) {
                System.arraycopy(
                    frame.registers[r[0]],
                    row * inputWidth + from,
                    frame.registers[r[1]],
                    row * width,
                    width);
              }
            });
  }

  private int join(Node node, int width) {
    int parts = node.inputs().size();
    int[] reads = new int[parts];
    int[] widths = new int[parts];
    for (int i = 0; i < parts; i++) {
      reads[i] = operand(node, i);
      widths[i] = node.input(i).extent().width();
    }
    return add(
        body,
        reads,
        false,
        r ->
            frame -> {
              float[] to = frame.registers[r[parts]];
              int start = 0;
              for (int i = 0; i < parts; i++) {
                for (int row = 0; row < frame.rows; row++) {
                  System.arraycopy(
                      frame.registers[r[i]], row * widths[i], to, row * width + start, widths[i]);
                }
                start += widths[i];
              }
            });
  }

  private void sum(int x, int width, FloatBuffer target) {
    int number = sums.size();
    sums.add(new RowLoop.Sum(width, target));
    Arithmetic numbers = arithmetic;
    body.add(
        new Draft(
            new int[] {x},
            -1,
            false,
            width == 1
                ? r ->
                    frame ->
                        frame.totals[number][0] += numbers.sum(frame.registers[r[0]], 0, frame.rows)
                : r ->
                    frame -> {
                      for (int row = 0; row < frame.rows; row++) {
                        numbers.accumulate(
                            frame.registers[r[0]], row * width, frame.sums[number], width);
                      }
                    }));
  }

  /** What the store overwrites is loaded before, if it is still to be used. */
  private void store(int x, int width, Memory target) {
    for (Node user : nodes) {
      for (Node input : user.inputs()) {
        Node base = input.base();
        if (!computed.containsKey(base) && memory.apply(base) == target) {
          load(base, width);
        }
      }
    }
    FloatBuffer numbers = target.numbers();
    body.add(
        new Draft(
            new int[] {x},
            -1,
            false,
            r ->
                frame ->
                    numbers.put(
                        frame.first * width, frame.registers[r[0]], 0, frame.rows * width)));
  }

  private int load(Node base, int width) {
    FloatBuffer source = memory.apply(base).numbers();
    return loaded.computeIfAbsent(
        List.of("load", base, width),
        any ->
            add(
                body,
                new int[0],
                false,
                r ->
                    frame ->
                        source.get(
                            frame.first * width, frame.registers[r[0]], 0, frame.rows * width)));
  }

  private int spread(int column, int width) {
    return loaded.computeIfAbsent(
        List.of("spread", column, width),
        any ->
            add(
                body,
                new int[] {column},
                false,
                r ->
                    frame -> {
                      for (int row = 0; row < frame.rows; row++) {
                        float value = frame.registers[r[0]][row];
                        Arrays.fill(frame.registers[r[1]], row * width, (row + 1) * width, value);
                      }
                    }));
  }

  private int tile(Node base, int width) {
    FloatBuffer source = memory.apply(base).numbers();
    return loaded.computeIfAbsent(
        List.of("tile", base, width),
        any ->
            add(
                before,
                new int[0],
                false,
                r ->
                    frame -> {
                      for (int row = 0; row < frame.rows; row++) {
                        source.get(0, frame.registers[r[0]], row * width, width);
                      }
                    }));
  }

  /** A number of the moment. */
  @FunctionalInterface
  private interface Current {
    float number();
  }

  private int once(List<Object> key, Current number) {
    return loaded.computeIfAbsent(
        key,
        any ->
            add(
                before,
                new int[0],
                false,
                r -> frame -> Arrays.fill(frame.registers[r[0]], number.number())));
  }

  private int add(
      List<Draft> drafts, int[] reads, boolean inPlace, Function<int[], Instruction> code) {
    int register = virtual++;
    drafts.add(new Draft(reads, register, inPlace, code));
    return register;
  }
}
