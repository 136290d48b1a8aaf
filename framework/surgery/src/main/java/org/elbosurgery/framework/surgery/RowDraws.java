package org.elbosurgery.framework.surgery;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.elbosurgery.api.PosteriorSamples;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;

/**
 * Samples of the posteriors of random data points, block by block: every point once, in an order
 * that the stream and N determine, then all of them again in the same order with other noise. Two
 * models of the same data that are given the same stream see the same points with the same noise.
 */
final class RowDraws {

  private final Posteriors posteriors;
  private final int perPoint;
  private final RandomStream noise;
  private final int[] order;
  private long drawn;

  /**
   * Starts at the first point of the order.
   *
   * @param posteriors the posteriors
   * @param perPoint S, samples of each
   * @param random the source of the order and of the noise
   */
  RowDraws(Posteriors posteriors, int perPoint, RandomStream random) {
    this.posteriors = posteriors;
    this.perPoint = perPoint;
    this.noise = random.named("noise");
    this.order = random.named("order").permutation(posteriors.size());
  }

  /** Some points of one pass over the data, and their samples. */
  static final class Block {

    private final int[] points;
    private final int[] origins;
    private final double[] z;

    private Block(int[] points, int[] origins, double[] z) {
      this.points = points;
      this.origins = origins;
      this.z = z;
    }

    /** Returns the samples of several blocks. */
    static double[] z(List<Block> blocks) {
      return blocks.stream().flatMapToDouble(block -> Arrays.stream(block.z)).toArray();
    }

    /** Returns the number of the point of each sample of several blocks. */
    static int[] origins(List<Block> blocks) {
      return blocks.stream().flatMapToInt(block -> Arrays.stream(block.origins)).toArray();
    }

    /** Returns the numbers of the points, {@code [R]}; not a copy. */
    int[] points() {
      return points;
    }

    /** Returns the number of the point of each sample, {@code [R S]}; not a copy. */
    int[] origins() {
      return origins;
    }

    /**
     * Returns the samples, {@code [R S, d]} row by row, those of a point in succession; not a copy.
     */
    double[] z() {
      return z;
    }
  }

  /**
   * Draws the next points.
   *
   * @param most how many at most; a pass over the data ends a block
   */
  Block next(int most) {
    int from = (int) (drawn % order.length);
    int to = (int) Math.min(order.length, (long) from + most);
    PosteriorSamples samples =
        new PosteriorSamples(posteriors, perPoint, noise.at(drawn / order.length));
    int[] points = Arrays.copyOfRange(order, from, to);
    int[] origins = new int[points.length * perPoint];
    int values = perPoint * posteriors.dimensions();
    double[] z = new double[Math.multiplyExact(points.length, values)];
    for (int i = 0; i < points.length; i++) {
      Arrays.fill(origins, i * perPoint, (i + 1) * perPoint, points[i]);
      System.arraycopy(samples.of(points[i], points[i] + 1), 0, z, i * values, values);
    }
    drawn += points.length;
    return new Block(points, origins, z);
  }

  /** Draws the next blocks, one after the other, to be evaluated together. */
  List<Block> next(int blocks, int most) {
    return IntStream.range(0, blocks).mapToObj(i -> next(most)).toList();
  }
}
