package org.elbosurgery.framework.surgery;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.framework.call.OpenCall;
import org.elbosurgery.framework.kernel.Kernel;
import org.elbosurgery.framework.kernel.MixingSums;
import org.elbosurgery.framework.kernel.OrderedSamples;
import org.elbosurgery.framework.kernel.PairKernel;
import org.elbosurgery.framework.kernel.PartSizes;

/**
 * The components of the aggregate posterior in parts of consecutive data points. A part is laid out
 * for the kernel when it is summed, and then forgotten, so that of any number of components only
 * some parts are in memory. They are merged in their order, so that neither the number of threads
 * nor the memory changes a bit.
 */
final class PosteriorParts {

  /** Samples that are summed over all parts before the next ones are. */
  private static final int BATCH = 1 << 16;

  private final Posteriors posteriors;
  private final int[] ends;

  private PosteriorParts(Posteriors posteriors, int... ends) {
    this.posteriors = posteriors;
    this.ends = ends;
  }

  /** Divides posteriors by {@link PartSizes}. */
  static PosteriorParts of(Posteriors posteriors) {
    return endingAt(posteriors, PartSizes.ends(posteriors.size(), posteriors.dimensions()));
  }

  /**
   * Divides posteriors.
   *
   * @param ends the number of the last data point of each part plus one, increasing to N
   */
  static PosteriorParts endingAt(Posteriors posteriors, int... ends) {
    return new PosteriorParts(posteriors, ends);
  }

  /** Returns the number of parts. */
  int count() {
    return ends.length;
  }

  /** Returns the number of the first data point of a part. */
  int from(int part) {
    return part == 0 ? 0 : ends[part - 1];
  }

  /** Returns the posteriors of a part. */
  Posteriors part(int part) {
    return count() == 1 ? posteriors : posteriors.range(from(part), ends[part]);
  }

  /** What is done with a part. */
  @FunctionalInterface
  interface Work {

    /**
     * Does something with a part; several threads may call this at the same time.
     *
     * @param from the number of its first data point
     */
    void accept(Posteriors part, int from);
  }

  /** Goes through all parts, on all processors if they are several. */
  void forEach(Work work) {
    forEach(0, count(), work);
  }

  /** Goes through some parts. */
  void forEach(int first, int end, Work work) {
    ParallelChunks.run(
        end - first,
        1,
        PartSizes.atOnce(Runtime.getRuntime().availableProcessors()),
        (done, all) -> OpenCall.giveSign(),
        (i, next) -> work.accept(part(first + i), from(first + i)));
  }

  /** Returns the fastest kernel that is precise enough for every part. */
  Kernel fastest() {
    Set<Kernel> found = EnumSet.noneOf(Kernel.class);
    forEach(
        (part, from) -> {
          Kernel fastest = Kernel.fastest(part);
          synchronized (found) {
            found.add(fastest);
          }
        });
    return found.contains(Kernel.DOUBLE) ? Kernel.DOUBLE : found.iterator().next();
  }

  /**
   * Returns the sums over all components.
   *
   * @param kernels the kernel of each part, which is asked for once for some ten thousand samples
   * @param z samples, {@code [S, d]} row by row
   * @param origin the component that each was drawn from, or {@link OrderedSamples#UNKNOWN}, {@code
   *     [S]}
   * @throws CancellationException if the calling thread is interrupted
   */
  MixingSums sums(
      IntFunction<PairKernel> kernels,
      double[] z,
      int[] origin,
      int threads,
      ProgressListener progress) {
    if (count() == 1) {
      return ofOnePart(kernels, z, origin, threads, progress);
    }
    double[] logSum = new double[origin.length];
    double[] entropy = new double[origin.length];
    for (int from = 0; from < origin.length; from += BATCH) {
      int to = Math.min(origin.length, from + BATCH);
      List<MixingSums> parts =
          new Batch(kernels, z, origin, from, to)
              .sums(0, count(), threads, progress, origin.length);
      MixingSums.merged(parts).write(logSum, entropy, from);
    }
    return new MixingSums(logSum, entropy);
  }

  /**
   * Returns the sums over the components of each of some parts, which {@link MixingSums#merged
   * merged} with those of all others are those of {@link #sums}, bit for bit. All samples are in
   * memory for each part.
   *
   * @param first the number of the first of these parts
   * @param end the number of the last plus one
   */
  List<MixingSums> sumsOfEach(
      int first,
      int end,
      IntFunction<PairKernel> kernels,
      double[] z,
      int[] origin,
      int threads,
      ProgressListener progress) {
    return count() == 1
        ? List.of(ofOnePart(kernels, z, origin, threads, progress))
        : new Batch(kernels, z, origin, 0, origin.length)
            .sums(first, end, threads, progress, origin.length);
  }

  private static MixingSums ofOnePart(
      IntFunction<PairKernel> kernels,
      double[] z,
      int[] origin,
      int threads,
      ProgressListener progress) {
    double[] logSum = new double[origin.length];
    double[] entropy = new double[origin.length];
    PairKernel pairs = kernels.apply(0);
    OrderedSamples samples = new OrderedSamples(z, origin, pairs.order(z));
    ParallelChunks.run(
        origin.length,
        PairKernel.CHUNK,
        threads,
        progress,
        (from, to) -> pairs.fold(samples, from, to, logSum, entropy));
    return new MixingSums(logSum, entropy);
  }

  /** Some samples, to be summed over every part. */
  private final class Batch {

    private final IntFunction<PairKernel> kernels;
    private final int first;
    private final double[] z;
    private final int[] origin;
    private final double[] floor;

    Batch(IntFunction<PairKernel> kernels, double[] z, int[] origin, int from, int to) {
      int d = posteriors.dimensions();
      this.kernels = kernels;
      this.first = from;
      this.z = Arrays.copyOfRange(z, from * d, to * d);
      this.origin = Arrays.copyOfRange(origin, from, to);
      this.floor = new double[to - from];
      Arrays.setAll(
          floor,
          i ->
              this.origin[i] == OrderedSamples.UNKNOWN
                  ? Double.NEGATIVE_INFINITY
                  : PosteriorPoints.logProb(posteriors, this.origin[i], this.z, i));
    }

    /** Returns the sums over some parts, in their order. */
    List<MixingSums> sums(
        int firstPart, int endPart, int threads, ProgressListener progress, int total) {
      MixingSums[] sums = new MixingSums[endPart - firstPart];
      ParallelChunks.run(
          sums.length,
          1,
          PartSizes.atOnce(threads),
          (done, all) -> progress.progress(first + done * origin.length / all, total),
          (part, next) -> sums[part] = sums(firstPart + part));
      return List.of(sums);
    }

    private MixingSums sums(int part) {
      int begin = from(part);
      int[] own = new int[origin.length];
      Arrays.setAll(
          own,
          i ->
              origin[i] >= begin && origin[i] < ends[part]
                  ? origin[i] - begin
                  : OrderedSamples.UNKNOWN);
      PairKernel pairs = kernels.apply(part);
      OrderedSamples samples = new OrderedSamples(z, own, floor, pairs.order(z));
      double[] logSum = new double[own.length];
      double[] entropy = new double[own.length];
      for (int from = 0; from < own.length; from += PairKernel.CHUNK) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("interrupted");
        }
        pairs.fold(samples, from, Math.min(own.length, from + PairKernel.CHUNK), logSum, entropy);
      }
      return new MixingSums(logSum, entropy);
    }
  }
}
