package org.elbosurgery.framework.plan;

import java.util.Optional;

/** How some kinds of operations of a graph are written as nodes of a plan. */
@FunctionalInterface
interface OperationRules {

  /**
   * Returns an output of an operation as a node; empty if the operation is not known here, or not
   * for these shapes.
   *
   * @param call of operands that are all of single precision
   */
  Optional<Node> lower(Call call);
}
