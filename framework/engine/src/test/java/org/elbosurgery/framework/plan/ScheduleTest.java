package org.elbosurgery.framework.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.elbosurgery.framework.simd.Elementwise;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** Which values share a step, and in which order the steps are. */
final class ScheduleTest {

  private final Expressions make = new Expressions();
  private final Node x = given("x", 5, 3);
  private final Node exp = make.unary(Elementwise.EXP, x);

  private Node given(String name, long... shape) {
    return make.variable(name, shape, DataType.FLOAT);
  }

  private static String steps(Node... wanted) {
    return Schedule.of(List.of(wanted)).steps().toString();
  }

  @Test
  @DisplayName("a loop uses row by row what it makes, and a sum over all rows is left to the next")
  void sums() {
    Node rowSum = make.rowSum(exp, 5);
    Node columnSum = make.columnSum(exp, 3);
    Node centred = make.binary(Elementwise.SUBTRACT, exp, columnSum, 5, 3);
    assertThat(steps(rowSum, centred))
        .isEqualTo("[[exp[5, 3], RowSum[5], ColumnSum[3]], [subtract[5, 3]]]");
  }

  @Test
  @DisplayName("a column meets the rows that made it, through a view as well")
  void columns() {
    Node column = make.view(make.rowMax(exp, 5), 5, 1);
    Node shifted = make.binary(Elementwise.SUBTRACT, exp, column, 5, 3);
    assertThat(steps(shifted)).isEqualTo("[[exp[5, 3], RowMax[5], subtract[5, 3]]]");
  }

  @Test
  @DisplayName("a view that has other rows waits for the loop")
  void views() {
    Node flat = make.view(exp, 15);
    assertThat(steps(make.unary(Elementwise.NEGATE, flat)))
        .isEqualTo("[[exp[5, 3]], [negate[15]]]");
  }

  @Test
  @DisplayName("products stand alone, after the loops that they wait for and before those of them")
  void products() {
    Node product = make.product(x, false, given("v", 3, 2), false);
    Node tanh = make.unary(Elementwise.TANH, product);
    Node next = make.product(tanh, false, given("w", 2, 4), false);
    assertThat(steps(next, exp))
        .isEqualTo(
            "[[Product[firstTransposed=false, secondTransposed=false][5, 2]],"
                + " [tanh[5, 2], exp[5, 3]],"
                + " [Product[firstTransposed=false, secondTransposed=false][5, 4]]]");
  }

  @Test
  @DisplayName("what goes over other rows is another loop")
  void rows() {
    assertThat(steps(exp, make.unary(Elementwise.EXP, given("y", 7, 3))))
        .isEqualTo("[[exp[5, 3]], [exp[7, 3]]]");
  }

  @Test
  @DisplayName("the wanted outputs of one foreign operation are one step")
  void foreign() {
    Node first = make.foreign("split", 0, List.of(x), new long[] {5, 1}, DataType.FLOAT);
    Node second = make.foreign("split", 2, List.of(x), new long[] {5, 1}, DataType.FLOAT);
    Node other = make.foreign("other", 0, List.of(x), new long[] {5, 1}, DataType.FLOAT);
    assertThat(steps(first, other, second))
        .isEqualTo("[[split:0[5, 1], split:2[5, 1]], [other:0[5, 1]]]");
  }

  @Test
  @DisplayName("what is made of given values alone moves to the loop that uses it first")
  void postponed() {
    Node product = make.binary(Elementwise.MULTIPLY, given("p", 5, 3), given("q", 5, 3), 5, 3);
    Node sum = make.columnSum(exp, 3);
    Node difference = make.binary(Elementwise.SUBTRACT, product, sum, 5, 3);
    assertThat(steps(difference))
        .isEqualTo("[[exp[5, 3], ColumnSum[3]], [multiply[5, 3], subtract[5, 3]]]");
    assertThat(steps(product, difference))
        .as("what is wanted is stored anyway, and stays")
        .isEqualTo("[[multiply[5, 3], exp[5, 3], ColumnSum[3]], [subtract[5, 3]]]");
  }

  @Test
  @DisplayName("what only a postponed value needs moves with it")
  void postponedTogether() {
    Node column = make.view(make.unary(Elementwise.NEGATE, given("p", 5)), 5, 1);
    Node product = make.binary(Elementwise.MULTIPLY, given("q", 5, 3), column, 5, 3);
    Node max = make.binary(Elementwise.MAX, product, make.columnSum(exp, 3), 5, 3);
    assertThat(steps(max))
        .isEqualTo("[[exp[5, 3], ColumnSum[3]], [negate[5], multiply[5, 3], max[5, 3]]]");
  }
}
