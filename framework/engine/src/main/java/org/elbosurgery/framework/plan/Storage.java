package org.elbosurgery.framework.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The memory of a plan's values. A value has its memory from the step that computes it to the last
 * step that uses it; then the memory is free for another value of the same size. A loop may
 * overwrite a value that it reads for the last time if it reads and writes the same row at the same
 * time. With given [5, 3] x and [3, 3] u, v and w, and y wanted:
 *
 * <pre>
 * step                   memory
 * 1   a = x u            A   new
 * 2   b = exp(a)         A   row r of a is read for the last time when row r of b is written
 * 3   c = b v            B   new, as the product still reads A while it writes
 * 4   d = c w            A   free since step 3
 * 5   y = d + 1          C   wanted values have memory of their own
 * </pre>
 */
final class Storage {

  private final List<List<Node>> steps;
  private final Map<Node, Integer> made = new LinkedHashMap<>();
  private final Map<Node, Integer> lastUse = new LinkedHashMap<>();
  private final Map<Node, Memory> memory = new LinkedHashMap<>();
  private final Map<Integer, List<Memory>> free = new HashMap<>();

  private Storage(List<List<Node>> steps) {
    this.steps = steps;
  }

  /**
   * Assigns memory.
   *
   * @param schedule all steps
   * @param wanted the values to be kept to the end, in memory that nothing else uses
   * @param variables the memory of the graph's variables
   */
  static Storage of(Schedule schedule, Collection<Node> wanted, GraphVariables variables) {
    Storage storage = new Storage(schedule.steps());
    for (int i = 0; i < storage.steps.size(); i++) {
      for (Node node : storage.steps.get(i)) {
        storage.made.put(node, i);
      }
    }
    schedule.nodes().forEach(storage::use);
    for (Node node : wanted) {
      storage.lastUse.put(node.base(), Integer.MAX_VALUE);
    }
    for (Node node : schedule.nodes()) {
      if (node.operation() instanceof Given given && node.isFloat() && storage.isStored(node)) {
        storage.memory.put(node, given.memory(node.shape(), variables));
      }
    }
    for (int i = 0; i < storage.steps.size(); i++) {
      storage.assign(i);
    }
    return storage;
  }

  /**
   * Records the uses of a node's operands, except uses within the loop that computes the operand,
   * which need no memory.
   */
  private void use(Node user) {
    if (user.isView()) {
      return;
    }
    for (int i = 0; i < user.inputs().size(); i++) {
      Node base = user.input(i).base();
      boolean within = made.get(user).equals(made.get(base)) && user.isFused(i);
      if (!within) {
        lastUse.merge(base, made.get(user), Math::max);
      }
    }
  }

  private void assign(int step) {
    Map<Extent, List<Memory>> overwritten = overwritten(step);
    for (Node node : steps.get(step)) {
      if (isStored(node) && node.isFloat()) {
        memory.put(node, take(node, overwritten));
      }
    }
    overwritten.forEach((extent, left) -> left.forEach(each -> release(extent.size(), each)));
    for (Node node : usedLastIn(step)) {
      if (!isOverwritable(node, step)) {
        release(node.extent().size(), memory.get(node));
      }
    }
  }

  private Memory take(Node node, Map<Extent, List<Memory>> overwritten) {
    int size = node.extent().size();
    if (lastUse.get(node) == Integer.MAX_VALUE) {
      return Memory.ofShape(node.shape());
    }
    List<Memory> same = overwritten.getOrDefault(node.extent(), List.of());
    if (!same.isEmpty() && node.isWrittenByRow()) {
      return same.remove(same.size() - 1);
    }
    List<Memory> candidates = free.getOrDefault(size, List.of());
    return candidates.isEmpty()
        ? Memory.ofShape(node.shape())
        : candidates.remove(candidates.size() - 1);
  }

  private void release(int size, Memory each) {
    free.computeIfAbsent(size, any -> new ArrayList<>()).add(each);
  }

  /** Returns the values, other than given ones, that a step uses and no later step does. */
  private List<Node> usedLastIn(int step) {
    return lastUse.entrySet().stream()
        .filter(entry -> entry.getValue() == step && memory.containsKey(entry.getKey()))
        .map(Map.Entry::getKey)
        .filter(node -> !node.isGiven())
        .sorted(Comparator.comparing(made::get))
        .toList();
  }

  private Map<Extent, List<Memory>> overwritten(int step) {
    return usedLastIn(step).stream()
        .filter(node -> isOverwritable(node, step))
        .collect(
            Collectors.groupingBy(
                Node::extent,
                Collectors.mapping(memory::get, Collectors.toCollection(ArrayList::new))));
  }

  /**
   * Returns whether a step is a loop that reads a value only row by row, so that it may overwrite
   * it.
   */
  private boolean isOverwritable(Node value, int step) {
    if (!steps.get(step).get(0).isRowWise() || made.get(value) == step) {
      return false;
    }
    for (Node user : steps.get(step)) {
      for (int i = 0; i < user.inputs().size(); i++) {
        boolean rowByRow =
            user.meets(i) == Broadcast.FULL
                && user.input(i).extent().equals(value.extent())
                && user.loop().rows() == value.extent().rows();
        if (user.input(i).base() == value && !rowByRow) {
          return false;
        }
      }
    }
    return true;
  }

  /** Returns whether a value is used outside the loop that computes it. */
  boolean isStored(Node node) {
    return lastUse.containsKey(node);
  }

  /** Returns the memory of a value; a view has the memory of the value that it is a view of. */
  Memory of(Node node) {
    return memory.get(node.base());
  }
}
