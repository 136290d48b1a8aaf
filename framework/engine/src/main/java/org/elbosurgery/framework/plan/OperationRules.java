package org.elbosurgery.framework.plan;

import java.util.Optional;

/** Rules that translate some kinds of operations of a graph into nodes of a plan. */
@FunctionalInterface
interface OperationRules {

  /**
   * Returns an output of an operation as a node; empty if these rules do not cover the operation,
   * or not for these shapes.
   *
   * @param call a call whose operands are all of single precision
   */
  Optional<Node> lower(Call call);
}
