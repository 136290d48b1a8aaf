package org.elbosurgery.framework.kernel;

import static org.elbosurgery.framework.kernel.StandardisedComponents.BLOCK;
import static org.elbosurgery.framework.kernel.StandardisedComponents.LEAF;

/**
 * Searches the component tree using its bounds. It has its own working memory and is for one
 * thread.
 */
final class TreeSearch {

  /** Leaves in a block. */
  private static final int LEAVES = BLOCK / LEAF;

  private final ComponentTree tree;
  private final float[] blockBounds;
  private final float[] leafBounds;

  TreeSearch(ComponentTree tree) {
    this.tree = tree;
    blockBounds = new float[tree.blocks().size()];
    leafBounds = new float[tree.leaves().size()];
  }

  /**
   * Returns the smallest deficit in the leaf with the smallest bound within the block with the
   * smallest bound.
   */
  float nearDeficit(float[] u) {
    StandardisedComponents components = tree.components();
    float[] half = new float[u.length];
    tree.blocks().write(u, half, 0, blockBounds.length, blockBounds);
    int first = least(blockBounds, 0, blockBounds.length) * LEAVES;
    int last = Math.min(leafBounds.length, first + LEAVES);
    tree.leaves().write(u, half, first, last, leafBounds);
    int place = least(leafBounds, first, last) * LEAF;
    float nearest = Float.POSITIVE_INFINITY;
    for (int m = place; m < Math.min(components.size(), place + LEAF); m++) {
      nearest = Math.min(nearest, components.deficit(u, m));
    }
    return nearest;
  }

  private static int least(float[] values, int from, int to) {
    int min = from;
    for (int i = from + 1; i < to; i++) {
      min = values[i] < values[min] ? i : min;
    }
    return min;
  }

  /**
   * Returns the leaves of each block whose bound over a box is below a threshold (or is NaN, for
   * posteriors that single precision cannot represent): bit i stands for leaf i of the block.
   *
   * @param centre the middle of the box in each dimension
   * @param half its half-widths, {@linkplain CellBounds#widened widened}
   */
  int[] near(float[] centre, float[] half, float threshold) {
    int[] near = new int[blockBounds.length];
    tree.blocks().write(centre, half, 0, blockBounds.length, blockBounds);
    for (int block = 0; block < near.length; block++) {
      int first = block;
      // Leaves are bounded in long runs, which HotSpot can vectorise.
      while (block < near.length && !(blockBounds[block] >= threshold)) {
        block++;
      }
      if (first < block) {
        mark(centre, half, threshold, first * LEAVES, block * LEAVES, near);
      }
    }
    return near;
  }

  private void mark(float[] centre, float[] half, float threshold, int first, int end, int[] near) {
    int last = Math.min(leafBounds.length, end);
    tree.leaves().write(centre, half, first, last, leafBounds);
    for (int leaf = first; leaf < last; leaf++) {
      int bit = leafBounds[leaf] >= threshold ? 0 : 1;
      near[leaf / LEAVES] |= bit << leaf % LEAVES;
    }
  }
}
