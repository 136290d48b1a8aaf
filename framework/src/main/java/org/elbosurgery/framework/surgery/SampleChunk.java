package org.elbosurgery.framework.surgery;

import static org.elbosurgery.framework.surgery.StandardisedComponents.BLOCK;
import static org.elbosurgery.framework.surgery.StandardisedComponents.LEAF;
import static org.elbosurgery.framework.surgery.StandardisedComponents.TILE;

/**
 * A chunk of samples on its way through the components: their coordinates, the leaves that can
 * matter to each tile of them, and the sums so far.
 *
 * <p>Each sample starts with a reference, the deficit of one component: that which made it, or if
 * none is known the nearest in the leaf whose bound is least. From it follows the threshold from
 * which on components do not {@linkplain Margin matter}. A smaller deficit met on the way becomes
 * the reference.
 */
final class SampleChunk {

  private static final int LEAVES = BLOCK / LEAF;

  private final ComponentTree tree;
  private final StandardisedComponents components;
  private final OrderedSamples samples;
  private final int from;
  private final int to;
  private final int tiles;
  private final float[] coordinates;
  private final float[] threshold;
  private final StreamingLogSumExp sums;
  private final int[] near;

  /** Prepares the samples at {@code from}, ..., {@code to - 1} in their order. */
  SampleChunk(ComponentTree tree, OrderedSamples samples, int from, int to) {
    this.tree = tree;
    this.components = tree.components();
    this.samples = samples;
    this.from = from;
    this.to = to;
    tiles = (to - from + TILE - 1) / TILE;
    coordinates = new float[tiles * components.dimensions() * TILE];
    threshold = new float[tiles * TILE];
    sums = new StreamingLogSumExp(tiles * TILE);
    near = new int[tiles * components.blocks()];
    float[] blockBounds = new float[tree.blocks().size()];
    float[] leafBounds = new float[tree.leaves().size()];
    start(blockBounds, leafBounds);
    for (int tile = 0; tile < tiles; tile++) {
      findNear(tile, blockBounds, leafBounds);
    }
  }

  /** Fills the last tile up with copies of the last sample. */
  private void start(float[] blockBounds, float[] leafBounds) {
    float[] u = new float[components.dimensions()];
    for (int i = 0; i < threshold.length; i++) {
      int place = Math.min(from + i, to - 1);
      components.standardise(samples.z(), samples.number(place), u);
      for (int j = 0; j < u.length; j++) {
        coordinates[start(i / TILE) + j * TILE + i % TILE] = u[j];
      }
      int origin = samples.origin(place);
      lower(
          i,
          origin == OrderedSamples.UNKNOWN
              ? nearest(u, blockBounds, leafBounds)
              : components.deficit(u, components.place(origin)));
    }
  }

  /** Returns the least deficit in the leaf of least bound in the block of least bound. */
  private float nearest(float[] u, float[] blockBounds, float[] leafBounds) {
    float[] half = new float[u.length];
    tree.blocks().write(u, half, 0, blockBounds.length, blockBounds);
    int block = least(blockBounds, 0, blockBounds.length);
    int first = block * LEAVES;
    int last = Math.min(leafBounds.length, first + LEAVES);
    tree.leaves().write(u, half, first, last, leafBounds);
    int leaf = least(leafBounds, first, last);
    float nearest = Float.POSITIVE_INFINITY;
    for (int m = leaf * LEAF; m < Math.min(components.size(), (leaf + 1) * LEAF); m++) {
      nearest = Math.min(nearest, components.deficit(u, m));
    }
    return nearest;
  }

  private static int least(float[] values, int from, int to) {
    int least = from;
    for (int i = from + 1; i < to; i++) {
      least = values[i] < values[least] ? i : least;
    }
    return least;
  }

  /** Marks the leaves whose bound over the box of the tile is below one of its thresholds. */
  private void findNear(int tile, float[] blockBounds, float[] leafBounds) {
    int d = components.dimensions();
    float[] centre = new float[d];
    float[] half = new float[d];
    box(tile, centre, half);
    float most = 0;
    for (int i = tile * TILE; i < (tile + 1) * TILE; i++) {
      most = Math.max(most, threshold[i]);
    }
    tree.blocks().write(centre, half, 0, blockBounds.length, blockBounds);
    int block = 0;
    while (block < blockBounds.length) {
      // Leaves are bounded in long runs, for the sake of vector instructions.
      int first = block;
      while (block < blockBounds.length && blockBounds[block] < most) {
        block++;
      }
      if (first < block) {
        int last = Math.min(leafBounds.length, block * LEAVES);
        tree.leaves().write(centre, half, first * LEAVES, last, leafBounds);
        for (int leaf = first * LEAVES; leaf < last; leaf++) {
          int bit = leafBounds[leaf] < most ? 1 : 0;
          near[leaf / LEAVES * tiles + tile] |= bit << leaf % LEAVES;
        }
      }
      block++;
    }
  }

  private void box(int tile, float[] centre, float[] half) {
    for (int j = 0; j < centre.length; j++) {
      int start = start(tile) + j * TILE;
      float least = coordinates[start];
      float greatest = least;
      for (int t = 1; t < TILE; t++) {
        least = Math.min(least, coordinates[start + t]);
        greatest = Math.max(greatest, coordinates[start + t]);
      }
      centre[j] = (least + greatest) / 2;
      half[j] = CellBounds.widened(centre[j], Math.max(greatest - centre[j], centre[j] - least));
    }
  }

  /** Returns the number of tiles. */
  int tiles() {
    return tiles;
  }

  /** Returns how many of a tile's places are samples, not fill. */
  int samplesIn(int tile) {
    return Math.min(TILE, to - from - tile * TILE);
  }

  /** Returns the coordinates of all tiles. Not to be changed. */
  float[] coordinates() {
    return coordinates;
  }

  /** Returns where a tile's coordinates start: those of dimension j are at {@code j * TILE}. */
  int start(int tile) {
    return tile * components.dimensions() * TILE;
  }

  /** Returns the leaves of a block that can matter to a tile: bit i stands for leaf i. */
  int near(int tile, int block) {
    return near[block * tiles + tile];
  }

  /** Returns the deficit from which on no component matters to sample i of the chunk. */
  float threshold(int i) {
    return threshold[i];
  }

  /** Returns the reference of sample i: the least deficit known. */
  float reference(int i) {
    return (float) sums.reference(i);
  }

  /** Moves sample i to a lesser reference. */
  void lower(int i, float reference) {
    sums.lower(i, reference);
    threshold[i] = components.margin().threshold(reference);
  }

  /** Adds partial sums, taken with the present reference, to sample i. */
  void add(int i, double sum, double moment) {
    sums.add(i, sum, moment);
  }

  /** Writes the results at the samples' numbers. */
  void write(double[] logSum, double[] entropy) {
    for (int i = 0; i < to - from; i++) {
      int number = samples.number(from + i);
      logSum[number] = components.peak() + sums.logSum(i);
      entropy[number] = sums.entropy(i);
    }
  }
}
