package org.elbosurgery.framework.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;

/** What a variable of a graph is computed from. */
final class Ancestors {

  private Ancestors() {}

  /** Returns the names of all variables that a variable depends on, itself included. */
  static Set<String> of(SDVariable variable) {
    SameDiff graph = variable.getSameDiff();
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(variable.name()));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (found.add(name) && graph.getVariable(name).getVariableType() == VariableType.ARRAY) {
        String producer = graph.getVariables().get(name).getOutputOfOp();
        open.addAll(graph.getOps().get(producer).getInputsToOp());
      }
    }
    return found;
  }
}
