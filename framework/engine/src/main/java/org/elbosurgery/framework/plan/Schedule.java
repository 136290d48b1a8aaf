package org.elbosurgery.framework.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * The order in which a plan's values are computed. Everything that goes over rows of the same
 * number, and waits for nothing that the others make last, is one loop; products, transpositions
 * and foreign operations stand alone. Each step waits for those before it.
 *
 * <p>The level of a value is how many times one loop waited for another before it; in a level what
 * stands alone comes first.
 */
final class Schedule {

  private final Map<Node, Integer> levels = new LinkedHashMap<>();
  private final Map<Integer, List<List<Node>>> alone = new TreeMap<>();
  private final Map<Integer, Map<Integer, List<Node>>> loops = new TreeMap<>();
  private final List<Node> order = new ArrayList<>();

  private Schedule() {}

  /** Returns the schedule that computes the wanted nodes and nothing else. */
  static Schedule of(Collection<Node> wanted) {
    Schedule schedule = new Schedule();
    Set<Node> ordered = new LinkedHashSet<>();
    wanted.forEach(node -> visit(node, ordered));
    schedule.order.addAll(ordered);
    ordered.forEach(schedule::setLevel);
    schedule.postpone(wanted);
    ordered.forEach(schedule::place);
    return schedule;
  }

  private static void visit(Node node, Set<Node> ordered) {
    if (!ordered.contains(node)) {
      node.inputs().forEach(input -> visit(input, ordered));
      ordered.add(node);
    }
  }

  private void setLevel(Node node) {
    if (isGiven(node)) {
      levels.put(node, 0);
    } else if (node.operation() instanceof Operation.View) {
      levels.put(node, levels.get(node.base()));
    } else {
      levels.put(node, level(node, input -> wait(node, input)));
    }
  }

  /** Returns how many levels later than an operand its user is at least. */
  private static int wait(Node user, Node input) {
    Node base = input.base();
    return inLoop(base) && !(inLoop(user) && isFused(user, input)) ? 1 : 0;
  }

  /**
   * Moves what is made of given values alone to where it is first used: it need not be stored, and
   * keeps nothing else in memory.
   */
  private void postpone(Collection<Node> wanted) {
    Map<Node, Integer> latest = new LinkedHashMap<>();
    wanted.forEach(node -> latest.put(node.base(), 0));
    for (int i = order.size() - 1; i >= 0; i--) {
      Node node = order.get(i);
      if (node.operation() instanceof Operation.View) {
        continue;
      }
      if (inLoop(node) && isCheapToPostpone(node)) {
        levels.merge(node, latest.getOrDefault(node, 0), Math::max);
      }
      for (Node input : node.inputs()) {
        latest.merge(input.base(), levels.get(node) - wait(node, input), Math::min);
      }
    }
    order.stream()
        .filter(node -> node.operation() instanceof Operation.View)
        .forEach(node -> levels.put(node, levels.get(node.base())));
  }

  private static boolean isCheapToPostpone(Node node) {
    return node.inputs().stream()
        .allMatch(input -> isGiven(input.base()) || input.extent().size() < node.extent().size());
  }

  private void place(Node node) {
    if (isGiven(node) || node.operation() instanceof Operation.View) {
      return;
    }
    int level = levels.get(node);
    if (inLoop(node)) {
      loops
          .computeIfAbsent(level, any -> new LinkedHashMap<>())
          .computeIfAbsent(rows(node), any -> new ArrayList<>())
          .add(node);
    } else {
      addAlone(node, alone.computeIfAbsent(level, any -> new ArrayList<>()));
    }
  }

  private int level(Node node, ToIntFunction<Node> wait) {
    return node.inputs().stream()
        .mapToInt(input -> levels.get(input) + wait.applyAsInt(input))
        .max()
        .orElse(0);
  }

  /** The outputs of one foreign operation are made in one step. */
  private static void addAlone(Node node, List<List<Node>> steps) {
    if (node.operation() instanceof Operation.Foreign foreign) {
      Optional<List<Node>> same =
          steps.stream()
              .filter(
                  step ->
                      step.get(0).operation() instanceof Operation.Foreign other
                          && other.operation().equals(foreign.operation()))
              .findFirst();
      if (same.isPresent()) {
        same.get().add(node);
        return;
      }
    }
    steps.add(new ArrayList<>(List.of(node)));
  }

  /** Returns whether a value is there before the first step. */
  static boolean isGiven(Node node) {
    return node.operation() instanceof Operation.Source
        || node.operation() instanceof Operation.Fill;
  }

  /** Returns whether a value is computed row by row. */
  static boolean inLoop(Node node) {
    return !isGiven(node)
        && !(node.operation() instanceof Operation.Product
            || node.operation() instanceof Operation.Transpose
            || node.operation() instanceof Operation.Foreign
            || node.operation() instanceof Operation.Peak
            || node.operation() instanceof Operation.PeakGradient
            || node.operation() instanceof Operation.View);
  }

  /** Returns how many rows the loop that computes a value has. */
  static int rows(Node node) {
    return node.operation() instanceof Operation.ColumnSum
        ? node.input(0).extent().rows()
        : node.extent().rows();
  }

  /**
   * Returns whether a value can be used in the loop that makes it: row by row, not after the last.
   */
  static boolean isFused(Node user, Node input) {
    Node base = input.base();
    return inLoop(base)
        && !(base.operation() instanceof Operation.ColumnSum)
        && base.extent().equals(input.extent())
        && rows(base) == rows(user)
        && meets(user, input) != Broadcast.ROW
        && meets(user, input) != Broadcast.SCALAR;
  }

  /** Returns how an operand meets the rows of the loop that uses it. */
  static Broadcast meets(Node user, Node input) {
    if (user.operation() instanceof Operation.Map) {
      return Broadcast.of(input.shape(), user.shape()).orElseThrow();
    }
    if (user.operation() instanceof Operation.RowMaxGradient && input == user.input(1)) {
      return Broadcast.COLUMN;
    }
    return Broadcast.FULL;
  }

  /** Returns the steps in order: each a list of nodes, all of one loop or made together. */
  List<List<Node>> steps() {
    List<List<Node>> steps = new ArrayList<>();
    int last = levels.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    for (int level = 0; level <= last; level++) {
      steps.addAll(alone.getOrDefault(level, List.of()));
      steps.addAll(loops.getOrDefault(level, Map.of()).values());
    }
    return steps;
  }

  /** Returns every node, each after its inputs. */
  List<Node> nodes() {
    return order;
  }
}
