package org.elbosurgery.framework.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The order in which a plan's values are computed. Values with the same number of rows are computed
 * in one loop unless one of them needs a result that another completes only after its last row.
 * Products, transpositions and foreign operations are separate steps. Each step waits for the steps
 * before it.
 *
 * <p>The level of a value is the number of times that a loop had to wait for another before it;
 * within a level, separate steps come first.
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
    levels.put(node, node.isView() ? levels.get(node.base()) : earliest(node));
  }

  private int earliest(Node node) {
    return IntStream.range(0, node.inputs().size())
        .map(i -> levels.get(node.input(i)) + wait(node, i))
        .max()
        .orElse(0);
  }

  /** Returns the smallest number of levels by which a user must come after its operand. */
  private static int wait(Node user, int operand) {
    return user.input(operand).base().isRowWise() && !user.isFused(operand) ? 1 : 0;
  }

  /**
   * Moves a value that is computed row by row, if {@linkplain #isCheapToPostpone that is cheap},
   * from the first level at which it can be computed to the last level in time for all its users.
   * There the loop of its first user computes it, so that it is not stored and nothing large is
   * kept in memory. With given x, p and q of five rows:
   *
   * <pre>
   * a = exp(x)                [5, 3]  level 0
   * s = sum of all rows of a  [3]     level 0
   * m = p q                   [5, 3]  level 0 at the earliest, where it would be stored for y
   * y = m - s                 [5, 3]  level 1, since s is complete after the last row
   * </pre>
   *
   * <p>m is moved to level 1, where the loop of y computes it on the way. Users are moved before
   * their operands, so that operands needed only by a moved value can follow it.
   */
  private void postpone(Collection<Node> wanted) {
    Map<Node, Integer> latest = new LinkedHashMap<>();
    wanted.forEach(node -> latest.put(node.base(), 0));
    for (int i = order.size() - 1; i >= 0; i--) {
      Node node = order.get(i);
      if (node.isView()) {
        continue;
      }
      if (node.isRowWise() && isCheapToPostpone(node)) {
        levels.merge(node, latest.getOrDefault(node, 0), Math::max);
      }
      for (int operand = 0; operand < node.inputs().size(); operand++) {
        latest.merge(node.input(operand).base(), levels.get(node) - wait(node, operand), Math::min);
      }
    }
    order.stream().filter(Node::isView).forEach(this::setLevel);
  }

  /**
   * Returns whether every operand is given or has fewer numbers than the value, so that postponing
   * the value keeps nothing large in memory.
   */
  private static boolean isCheapToPostpone(Node node) {
    return node.inputs().stream()
        .allMatch(input -> input.base().isGiven() || input.extent().size() < node.extent().size());
  }

  private void place(Node node) {
    int level = levels.get(node);
    if (node.isRowWise()) {
      loops
          .computeIfAbsent(level, any -> new LinkedHashMap<>())
          .computeIfAbsent(node.loop().rows(), any -> new ArrayList<>())
          .add(node);
    } else if (node.operation() instanceof Alone operation) {
      step(operation, alone.computeIfAbsent(level, any -> new ArrayList<>())).add(node);
    }
  }

  /**
   * Returns the step of a level that computes values of an operation; a new step if there is none.
   */
  private static List<Node> step(Alone operation, List<List<Node>> steps) {
    return steps.stream()
        .filter(step -> operation.isMadeWith((Alone) step.get(0).operation()))
        .findFirst()
        .orElseGet(
            () -> {
              List<Node> step = new ArrayList<>();
              steps.add(step);
              return step;
            });
  }

  /** Returns the steps in order, each as the list of nodes that one loop or one step computes. */
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
