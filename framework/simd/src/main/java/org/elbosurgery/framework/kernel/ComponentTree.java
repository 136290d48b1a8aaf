package org.elbosurgery.framework.kernel;

import static org.elbosurgery.framework.kernel.StandardisedComponents.BLOCK;
import static org.elbosurgery.framework.kernel.StandardisedComponents.LEAF;

import org.elbosurgery.api.Posteriors;

/**
 * The components of the aggregate posterior with bounds of their blocks and leaves: what a kernel
 * needs to leave out, without looking at each, components that cannot matter (dual-tree summation;
 * Gray and Moore 2003, of two levels on either side).
 */
final class ComponentTree {

  private final StandardisedComponents components;
  private final CellBounds blocks;
  private final CellBounds leaves;

  private ComponentTree(StandardisedComponents components) {
    this.components = components;
    blocks = new CellBounds(components, BLOCK);
    leaves = new CellBounds(components, LEAF);
  }

  /** Returns the tree of the components of the codes. */
  static ComponentTree of(Posteriors posteriors) {
    return new ComponentTree(StandardisedComponents.of(posteriors));
  }

  /** Returns the components. */
  StandardisedComponents components() {
    return components;
  }

  /** Returns the bounds of the blocks. */
  CellBounds blocks() {
    return blocks;
  }

  /** Returns the bounds of the leaves. */
  CellBounds leaves() {
    return leaves;
  }
}
