package org.elbosurgery.framework.surgery;

import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.framework.kernel.MixingValues;

/** The aggregate posterior at the samples of a subsample, in the order in which they are drawn. */
interface InnerSums {

  /**
   * Evaluates the next samples.
   *
   * @param z {@code [S, d]} row by row
   * @param origin the number of the point of each, {@code [S]}
   */
  MixingValues next(double[] z, int[] origin, int threads, ProgressListener progress);

  /** Returns how many more samples can be evaluated. */
  long left();

  /** Returns the name of the kernel. */
  String kernel();

  /**
   * Returns the sums over all components of an aggregate posterior, made when they are asked for.
   */
  static InnerSums of(AggregatePosterior aggregate) {
    return new InnerSums() {
      @Override
      public MixingValues next(double[] z, int[] origin, int threads, ProgressListener progress) {
        return aggregate.evaluate(z, origin, threads, progress);
      }

      @Override
      public long left() {
        return Long.MAX_VALUE;
      }

      @Override
      public String kernel() {
        return aggregate.kernel().label();
      }
    };
  }
}
