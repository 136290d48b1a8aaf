package org.elbosurgery.framework.kernel;

import static org.elbosurgery.framework.kernel.StandardisedComponents.BLOCK;
import static org.elbosurgery.framework.kernel.StandardisedComponents.LEAF;

import org.elbosurgery.api.Posteriors;

/**
 * The components of the aggregate posterior with bounds of their blocks and leaves. With these a
 * kernel can leave out components that cannot matter without evaluating each of them (dual-tree
 * summation, Gray and Moore 2003, with two levels on either side).
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

  /**
   * Returns the tree of the components, one for each posterior.
   *
   * @param all the number of all components, of which these may be a part
   */
  static ComponentTree of(Posteriors posteriors, int all) {
    return new ComponentTree(StandardisedComponents.of(posteriors, all));
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
