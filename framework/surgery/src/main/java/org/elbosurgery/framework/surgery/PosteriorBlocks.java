package org.elbosurgery.framework.surgery;

import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.PosteriorSamples;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.StratifiedMeans;

/**
 * Samples of every posterior of a data set, S of each, in blocks of consecutive data points, so
 * that an estimate of a sum over the data holds only one block at a time, whatever N. A block is
 * drawn when the iteration reaches it; a second iteration draws the same samples again.
 */
public final class PosteriorBlocks implements Iterable<PosteriorBlocks.Block> {

  /** The approximate number of values of z held at a time, if that makes enough samples. */
  private static final int BLOCK_VALUES = 1 << 20;

  /**
   * The smallest number of samples held at a time, to be shared by several threads, if memory
   * allows.
   */
  private static final int BLOCK_SAMPLES = 1 << 12;

  /** The largest number of values of z held at a time: 128 MiB, several times over. */
  private static final int MAX_BLOCK_VALUES = 1 << 24;

  private final PosteriorSamples samples;
  private final int rows;

  private PosteriorBlocks(PosteriorSamples samples, int rows) {
    this.samples = samples;
    this.rows = rows;
  }

  /**
   * Returns blocks of about a million values, more if d is above 256, never above 2^24.
   *
   * @param posteriors the posteriors
   * @param asked the smallest number of samples of each; a data set of fewer than 2000 points is
   *     given {@linkplain StratifiedMeans#enoughSamples more}, as long as the samples of one
   *     posterior fit into a block
   * @param random the source of the samples
   * @throws ElboException USER if the requested samples of one posterior have more than 2^24 values
   */
  public static PosteriorBlocks enough(Posteriors posteriors, int asked, RandomStream random) {
    int enough = StratifiedMeans.enoughSamples(posteriors.size(), asked);
    int most = Math.max(2, MAX_BLOCK_VALUES / posteriors.dimensions());
    int perPoint = Math.max(asked, Math.min(enough, most));
    return new PosteriorBlocks(
        new PosteriorSamples(posteriors, perPoint, random),
        rowsPerBlock(perPoint, posteriors.dimensions()));
  }

  /**
   * Returns blocks of one sample of each posterior, as few as possible with at most 2^24 values
   * each, for estimates that prepare something for every block.
   *
   * @param posteriors the posteriors
   * @param random the source of the samples
   * @throws ElboException USER if one sample has more than 2^24 values
   */
  public static PosteriorBlocks single(Posteriors posteriors, RandomStream random) {
    return new PosteriorBlocks(
        new PosteriorSamples(posteriors, 1, random),
        MAX_BLOCK_VALUES / requireHeld(1, posteriors.dimensions()));
  }

  /**
   * Returns the rows in a block. It does not depend on the number of threads, so that a prior's
   * rounding does not depend on it.
   */
  static int rowsPerBlock(int perPoint, int dimensions) {
    long enough = Math.max(BLOCK_VALUES, (long) BLOCK_SAMPLES * dimensions);
    return (int)
        Math.max(1, Math.min(enough, MAX_BLOCK_VALUES) / requireHeld(perPoint, dimensions));
  }

  /**
   * Returns the number of values of the samples of one posterior, after checking that a block can
   * hold them.
   */
  private static int requireHeld(int perPoint, int dimensions) {
    long values = (long) perPoint * dimensions;
    if (values > MAX_BLOCK_VALUES) {
      throw ElboException.user(
          perPoint
              + " samples per point in "
              + dimensions
              + " dimensions are "
              + values
              + " values at once; at most "
              + MAX_BLOCK_VALUES
              + " are allowed: take samples "
              + MAX_BLOCK_VALUES / dimensions
              + " or fewer");
    }
    return (int) values;
  }

  /** Returns S, the number of samples of each posterior. */
  public int samplesPerPoint() {
    return samples.perPoint();
  }

  private int size() {
    return samples.posteriors().size();
  }

  @Override
  public Iterator<Block> iterator() {
    return IntStream.iterate(0, from -> from < size(), this::end)
        .mapToObj(from -> new Block(from, end(from)))
        .iterator();
  }

  private int end(int from) {
    return (int) Math.min(size(), (long) from + rows);
  }

  /** The samples of some consecutive data points. */
  public final class Block {

    private final int from;
    private final int to;
    private final double[] z;
    private final int[] origins;

    private Block(int from, int to) {
      this.from = from;
      this.to = to;
      z = samples.of(from, to);
      origins = new int[(to - from) * samplesPerPoint()];
      Arrays.setAll(origins, i -> from + i / samplesPerPoint());
    }

    /** Returns the number of the first data point. */
    public int from() {
      return from;
    }

    /** Returns the number of the last data point plus one. */
    public int to() {
      return to;
    }

    /** Returns the samples themselves, {@code [(to - from) S, d]} row by row; not a copy. */
    public double[] z() {
      return z;
    }

    /** Returns the number of the data point of each sample, {@code [(to - from) S]}; not a copy. */
    public int[] origins() {
      return origins;
    }

    /** Returns the index of a data point's first sample within this block. */
    public int first(int point) {
      return (point - from) * samplesPerPoint();
    }

    /**
     * Returns a listener for the progress of this block, which passes the progress of the whole to
     * another.
     */
    public ProgressListener progress(ProgressListener whole) {
      long before = (long) from * samplesPerPoint();
      long total = (long) size() * samplesPerPoint();
      return (done, ignored) -> whole.progress(before + done, total);
    }
  }
}
