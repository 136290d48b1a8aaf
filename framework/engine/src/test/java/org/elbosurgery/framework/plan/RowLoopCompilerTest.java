package org.elbosurgery.framework.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.elbosurgery.framework.simd.Elementwise;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** The programs of loops over rows, as they print. */
final class RowLoopCompilerTest {

  private final SameDiff graph = SameDiff.create();
  private final Expressions make = new Expressions();
  private final Node x = parameter("x", 5, 3);

  private Node parameter(String name, long... shape) {
    graph.var(name, Nd4j.ones(DataType.FLOAT, shape));
    return make.variable(name, shape, DataType.FLOAT);
  }

  /** Returns the program of the last step that computes the wanted nodes. */
  private RowProgram program(Node... wanted) {
    List<Node> nodes = List.of(wanted);
    Schedule schedule = Schedule.of(nodes);
    Storage storage = Storage.of(schedule, nodes, new GraphVariables(graph));
    List<List<Node>> steps = schedule.steps();
    return RowLoopCompiler.compile(steps.get(steps.size() - 1), storage);
  }

  @Test
  @DisplayName("functions write over their operands, and only what is used later is stored")
  void functions() {
    Node exp = make.unary(Elementwise.EXP, x);
    Node product = make.binary(Elementwise.MULTIPLY, exp, parameter("b", 1, 3), 5, 3);
    assertThat(program(make.withConstant(Elementwise.ADD_CONSTANT, product, 1)))
        .hasToString(
            """
            r0 = load_row[b[1, 3]]
            for 5 rows, 5 at a time
              r1 = load[x[5, 3]]
              r1 = exp r1
              r1 = multiply r1 r0
              r1 = add_constant[1.0] r1
              store[add_constant 1.0[5, 3]] r1""");
  }

  @Test
  @DisplayName("columns are spread in the loop; rows, numbers and constants are made once before")
  void broadcasts() {
    Node sum = make.rowSum(x, 5, 1);
    Node y = make.binary(Elementwise.SUBTRACT, x, sum, 5, 3);
    y = make.binary(Elementwise.DIVIDE, y, parameter("c", 5, 1), 5, 3);
    y = make.binary(Elementwise.MAX, y, parameter("n", 1, 1), 5, 3);
    y = make.binary(Elementwise.DIVIDE, make.constant(2, 5, 3), y, 5, 3);
    assertThat(program(y))
        .hasToString(
            """
            r0 = load_scalar[n[1, 1]]
            r1 = fill[2.0]
            for 5 rows, 5 at a time
              r2 = load[x[5, 3]]
              r3 = sum_rows r2
              r4 = spread[3] r3
              r4 = subtract r2 r4
              r2 = load[c[5, 1]]
              r3 = spread[3] r2
              r3 = divide r4 r3
              r3 = max r3 r0
              r3 = divide r1 r3
              store[divide[5, 3]] r3""");
  }

  @Test
  @DisplayName("a number that is broadcast, in one shape and then another, stays one number")
  void oneNumber() {
    Node mean = make.broadcast(parameter("n", 1, 1), 5);
    Node gradient = make.unary(Elementwise.NEGATE, make.broadcast(make.view(mean, 5, 1), 5, 3));
    assertThat(gradient.input(0)).hasToString("negate[1, 1]");
    assertThat(program(make.binary(Elementwise.MULTIPLY, x, gradient, 5, 3)))
        .hasToString(
            """
            r0 = load_scalar[negate[1, 1]]
            for 5 rows, 5 at a time
              r1 = load[x[5, 3]]
              r1 = multiply r1 r0
              store[multiply[5, 3]] r1""");
  }

  @Test
  @DisplayName("a register is used again once its value is needed no more, but not by a sum of it")
  void registers() {
    Node exp = make.unary(Elementwise.EXP, x);
    Node max = make.view(make.rowMax(exp, 5), 5, 1);
    Node y = make.binary(Elementwise.SUBTRACT, exp, max, 5, 3);
    assertThat(program(make.rowSum(y, 5)))
        .hasToString(
            """
            for 5 rows, 5 at a time
              r0 = load[x[5, 3]]
              r0 = exp r0
              r1 = max_rows r0
              r2 = spread[3] r1
              r2 = subtract r0 r2
              r0 = sum_rows r2
              store[RowSum[5]] r0""");
  }

  @Test
  @DisplayName("sums over all rows are added up on the way and are there after the loop")
  void sums() {
    Node exp = make.unary(Elementwise.EXP, x);
    assertThat(program(make.columnSum(exp, 3), make.columnSum(make.rowSum(exp, 5), 1)))
        .hasToString(
            """
            for 5 rows, 5 at a time
              r0 = load[x[5, 3]]
              r0 = exp r0
              add_rows[sum 0] r0
              r1 = sum_rows r0
              add_numbers[sum 1] r1
            ColumnSum[3] = sum 0
            ColumnSum[1] = sum 1""");
  }

  @Test
  @DisplayName("matrices are put together and taken apart, and a maximum has its gradient")
  void arrangements() {
    Node concat = make.concat(List.of(x, make.unary(Elementwise.NEGATE, x)), 5, 6);
    Node slice = make.slice(concat, 2, 5, 3);
    Node gradient = make.rowMaxGradient(slice, parameter("g", 5, 1));
    assertThat(program(gradient))
        .hasToString(
            """
            for 5 rows, 5 at a time
              r0 = load[x[5, 3]]
              r1 = negate r0
              r2 = concat r0 r1
              r1 = slice[2:5] r2
              r2 = load[g[5, 1]]
              r0 = max_rows_gradient r1 r2
              store[RowMaxGradient[5, 3]] r0""");
  }

  @Test
  @DisplayName("what a store overwrites is loaded before if it is still needed")
  void overwritten() {
    Node w = parameter("w", 3, 3);
    Node product = make.product(x, false, w, false);
    Node exp = make.unary(Elementwise.EXP, x);
    Node sum = make.binary(Elementwise.ADD, exp, product, 5, 3);
    Node after = make.product(exp, true, sum, false);
    List<Node> wanted = List.of(after);
    Schedule schedule = Schedule.of(wanted);
    Storage storage = Storage.of(schedule, wanted, new GraphVariables(graph));
    assertThat(storage.of(exp)).isSameAs(storage.of(product));
    assertThat(RowLoopCompiler.compile(schedule.steps().get(1), storage))
        .hasToString(
            """
            for 5 rows, 5 at a time
              r0 = load[x[5, 3]]
              r0 = exp r0
              r1 = load[Product[firstTransposed=false, secondTransposed=false][5, 3]]
              store[exp[5, 3]] r0
              r1 = add r0 r1
              store[add[5, 3]] r1""");
  }

  @Test
  @DisplayName("registers hold 1024 numbers, or one row that is wider, filled up for vectors")
  void blocks() {
    RowProgram many = program(make.unary(Elementwise.EXP, parameter("m", 2000, 3)));
    assertThat(many.block()).isEqualTo(341); // 1024 / 3
    assertThat(many.registerSize()).isEqualTo(1024); // 341 times 3, and 1
    RowProgram wide = program(make.rowSum(parameter("v", 7, 1500), 7));
    assertThat(wide.block()).isEqualTo(1);
    assertThat(wide.registerSize()).isEqualTo(1504); // 94 times 16
    RowProgram few = program(make.unary(Elementwise.EXP, x));
    assertThat(few.block()).isEqualTo(5);
    assertThat(few.registerSize()).isEqualTo(16);
  }
}
