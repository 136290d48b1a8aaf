package org.elbosurgery.framework.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.elbosurgery.framework.simd.Elementwise;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Which values have memory, and which share it one after the other. */
final class StorageTest {

  private final SameDiff graph = SameDiff.create();
  private final Expressions make = new Expressions();
  private final Node x = parameter("x", 5, 5);

  private Node parameter(String name, long... shape) {
    graph.var(name, Nd4j.ones(DataType.FLOAT, shape));
    return make.variable(name, shape, DataType.FLOAT);
  }

  private Storage storage(Node... wanted) {
    List<Node> nodes = List.of(wanted);
    return Storage.of(Schedule.of(nodes), nodes, new GraphVariables(graph));
  }

  private Node times(Node a, Node b) {
    return make.product(a, false, b, false);
  }

  @Test
  @DisplayName("what only its own loop uses has no memory; what another step uses has")
  void stored() {
    Node exp = make.unary(Elementwise.EXP, x);
    Node tanh = make.unary(Elementwise.TANH, exp);
    Node product = times(tanh, x);
    Storage storage = storage(product);
    assertThat(storage.isStored(exp)).isFalse();
    assertThat(storage.of(exp)).isNull();
    assertThat(storage.isStored(tanh)).isTrue();
    assertThat(storage.of(product)).isNotNull().isNotSameAs(storage.of(tanh));
  }

  @Test
  @DisplayName("parameters are where the graph has them; a view is where what it shows is")
  void given() {
    Node view = make.view(make.unary(Elementwise.EXP, x), 25);
    Storage storage = storage(view);
    storage.of(x).numbers().put(7, 3);
    assertThat(graph.getVariable("x").getArr().getDouble(1, 2)).isEqualTo(3);
    assertThat(storage.of(view)).isNotNull().isSameAs(storage.of(view.base()));
  }

  @Test
  @DisplayName(
      "memory serves a later value once its own is used no more, and what is wanted has its own")
  void reused() {
    Node first = times(x, x);
    Node second = times(first, x);
    Node third = times(second, x);
    Node last = times(third, x);
    Storage storage = storage(last);
    assertThat(storage.of(second)).isNotSameAs(storage.of(first));
    assertThat(storage.of(third)).isSameAs(storage.of(first));
    assertThat(storage.of(last)).isNotIn(storage.of(first), storage.of(second), storage.of(x));
    storage = storage(first, last);
    assertThat(storage.of(third)).isNotIn(storage.of(first), storage.of(second));
  }

  @Test
  @DisplayName("a loop writes over what it reads for the last time, row for row")
  void overwritten() {
    Node product = times(x, x);
    Node exp = make.unary(Elementwise.EXP, product);
    Storage once = storage(times(exp, x));
    assertThat(once.of(exp)).isSameAs(once.of(product));
    Storage twice = storage(times(exp, product));
    assertThat(twice.of(exp)).isNotSameAs(twice.of(product));
  }

  @Test
  @DisplayName("a loop does not write over what it spreads over columns as well")
  void notOverwritten() {
    Node column = times(x, parameter("u", 5, 1));
    Node exp = make.unary(Elementwise.EXP, column);
    Node scaled = make.binary(Elementwise.MULTIPLY, x, column, 5, 5);
    Storage storage = storage(times(scaled, exp));
    assertThat(storage.of(exp)).isNotSameAs(storage.of(column));
  }
}
