package org.elbosurgery.framework.kernel;

import static org.elbosurgery.framework.kernel.StandardisedComponents.TILE;

/**
 * The state of a chunk of samples while it is folded: the samples' coordinates, the leaves that can
 * matter to each tile of samples, and the partial sums.
 *
 * <p>Each sample starts with a reference, the deficit of one component: the component it was drawn
 * from, which may be of another part, or a nearby one if that is unknown. The reference determines
 * the threshold above which components do not {@linkplain Margin matter}. A smaller deficit found
 * later replaces the reference.
 */
final class SampleChunk {

  private final StandardisedComponents components;
  private final OrderedSamples samples;
  private final int from;
  private final int to;
  private final float[] coordinates;
  private final float[] threshold;
  private final StreamingLogSumExp sums;
  private final int[][] near;

  /** Prepares the samples at the places {@code from}, ..., {@code to - 1} of the order. */
  SampleChunk(ComponentTree tree, OrderedSamples samples, int from, int to) {
    components = tree.components();
    this.samples = samples;
    this.from = from;
    this.to = to;
    near = new int[(to - from + TILE - 1) / TILE][];
    coordinates = new float[near.length * components.dimensions() * TILE];
    threshold = new float[near.length * TILE];
    sums = new StreamingLogSumExp(threshold.length);
    TreeSearch search = new TreeSearch(tree);
    for (int i = 0; i < threshold.length; i++) {
      place(i, search);
    }
    for (int tile = 0; tile < near.length; tile++) {
      near[tile] = near(tile, search);
    }
  }

  /** Puts sample i into its tile; the last tile is padded with copies of the last sample. */
  private void place(int i, TreeSearch search) {
    int place = Math.min(from + i, to - 1);
    float[] u = new float[components.dimensions()];
    components.standardise(samples.z(), samples.number(place), u);
    for (int j = 0; j < u.length; j++) {
      coordinates[start(i / TILE) + j * TILE + i % TILE] = u[j];
    }
    lower(i, reference(place, u, search));
  }

  private float reference(int place, float[] u, TreeSearch search) {
    int origin = samples.origin(place);
    if (origin != OrderedSamples.UNKNOWN) {
      return components.deficit(u, components.place(origin));
    }
    double floor = samples.floor(place);
    return floor == Double.NEGATIVE_INFINITY
        ? search.nearDeficit(u)
        : (float) (components.peak() - floor);
  }

  private int[] near(int tile, TreeSearch search) {
    float[] centre = new float[components.dimensions()];
    float[] half = new float[centre.length];
    box(tile, centre, half);
    float most = 0;
    for (int i = tile * TILE; i < (tile + 1) * TILE; i++) {
      most = Math.max(most, threshold[i]);
    }
    return search.near(centre, half, most);
  }

  private void box(int tile, float[] centre, float[] half) {
    for (int j = 0; j < centre.length; j++) {
      int start = start(tile) + j * TILE;
      float min = coordinates[start];
      float max = min;
      for (int t = 1; t < TILE; t++) {
        min = Math.min(min, coordinates[start + t]);
        max = Math.max(max, coordinates[start + t]);
      }
      centre[j] = (min + max) / 2;
      half[j] = CellBounds.widened(centre[j], Math.max(max - centre[j], centre[j] - min));
    }
  }

  /** Returns the number of tiles. */
  int tiles() {
    return near.length;
  }

  /** Returns how many places of a tile hold samples rather than padding. */
  int samplesIn(int tile) {
    return Math.min(TILE, to - from - tile * TILE);
  }

  /** Returns the coordinates of all tiles, which must not be changed. */
  float[] coordinates() {
    return coordinates;
  }

  /** Returns where a tile's coordinates start: those of dimension j are at {@code j * TILE}. */
  int start(int tile) {
    return tile * components.dimensions() * TILE;
  }

  /** Returns the leaves of a block that can matter to a tile: bit i stands for leaf i. */
  int near(int tile, int block) {
    return near[tile][block];
  }

  /** Returns the deficit above which no component matters to sample i of the chunk. */
  float threshold(int i) {
    return threshold[i];
  }

  /** Returns the reference of sample i, the smallest deficit known. */
  float reference(int i) {
    return (float) sums.reference(i);
  }

  /** Changes the reference of sample i to a smaller one. */
  void lower(int i, float reference) {
    sums.lower(i, reference);
    threshold[i] = components.margin().threshold(reference);
  }

  /** Adds partial sums, computed with the present reference, to those of sample i. */
  void add(int i, double sum, double moment) {
    sums.add(i, sum, moment);
  }

  /** Writes the results to the elements given by the samples' numbers. */
  void write(double[] logSum, double[] entropy) {
    for (int i = 0; i < to - from; i++) {
      int number = samples.number(from + i);
      logSum[number] = components.peak() + sums.logSum(i);
      entropy[number] = sums.entropy(i);
    }
  }
}
