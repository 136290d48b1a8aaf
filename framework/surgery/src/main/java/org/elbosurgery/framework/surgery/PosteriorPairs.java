package org.elbosurgery.framework.surgery;

import java.util.Arrays;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;

/** Sums over all pairs of the posteriors of a data set, in double precision. */
final class PosteriorPairs {

  /** Components whose distances are held at a time. */
  private static final int BLOCK = 512;

  /** Outer points that a thread takes at a time. */
  private static final int CHUNK = 16;

  private final int size;
  private final PairDistance.Column[] columns;

  /** Copies the posteriors, dimension by dimension. */
  PosteriorPairs(Posteriors posteriors) {
    size = posteriors.size();
    columns = new PairDistance.Column[posteriors.dimensions()];
    Arrays.setAll(columns, j -> new PairDistance.Column(posteriors, j));
  }

  /**
   * Returns -log (1/N) sum_m exp(-distance(q_n, q_m)) of some posteriors.
   *
   * @param distance the distance
   * @param points their numbers, {@code [R]}
   * @param threads threads to compute on, at least 1
   * @param progress receives the number of posteriors done, of R
   * @return nats, {@code [R]}, between 0 and log N
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  double[] information(
      PairDistance distance, int[] points, int threads, ProgressListener progress) {
    double[] values = new double[points.length];
    ParallelChunks.run(
        points.length,
        CHUNK,
        threads,
        progress,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            double mean = similarity(distance, points[i]) / size;
            values[i] = Math.max(0, Math.min(Math.log(size), -Math.log(mean)));
          }
        });
    return values;
  }

  /** Returns sum_m exp(-distance(q_n, q_m)), at least 1 and at most N. */
  private double similarity(PairDistance distance, int n) {
    double total = 0;
    for (int from = 0; from < size; from += BLOCK) {
      int length = Math.min(BLOCK, size - from);
      double[] sum = new double[length];
      double[] product = new double[length];
      Arrays.fill(product, 1);
      for (PairDistance.Column column : columns) {
        distance.add(column, n, from, sum, product);
      }
      for (int m = 0; m < length; m++) {
        total += Math.exp(-sum[m]) / Math.sqrt(product[m]);
      }
    }
    return total;
  }
}
