package org.elbosurgery.framework.timing;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.kernel.Kernel;
import org.elbosurgery.framework.kernel.MixingValues;
import org.elbosurgery.framework.surgery.AggregatePosterior;

/**
 * Computes log q(z) and the responsibility entropy for one sample of each of N posteriors, given
 * the posteriors; {@code elbo decompose} spends most of its time on this.
 */
public final class PosteriorJob implements Contender {

  /** The number of samples whose errors are measured. */
  private static final int CHECKED = 500;

  private final SampledPosteriors sampled;
  private final Kernel kernel;
  private final int threads;
  private MixingValues values;

  /** Prepares the job with the default kernel for the posteriors. */
  public PosteriorJob(SampledPosteriors sampled, int threads) {
    this(sampled, Kernel.fastest(sampled.posteriors()), threads);
  }

  /** Prepares the job with a kernel of the caller's choice. */
  public PosteriorJob(SampledPosteriors sampled, Kernel kernel, int threads) {
    this.sampled = sampled;
    this.kernel = kernel;
    this.threads = threads;
  }

  @Override
  public double[] turn() {
    long start = System.nanoTime();
    values =
        new AggregatePosterior(sampled.posteriors(), kernel)
            .evaluate(sampled.samples(), origins(), threads, ProgressListener.NONE);
    return new double[] {(System.nanoTime() - start) * 1e-6};
  }

  /** Returns the origins of the samples; the n-th sample is from the n-th posterior. */
  private int[] origins() {
    return IntStream.range(0, sampled.posteriors().size()).toArray();
  }

  /**
   * Returns log q(z) of a sample in the last turn.
   *
   * @throws IllegalStateException if there was no turn yet yet
   */
  public double logProb(int sample) {
    if (values == null) {
      throw new IllegalStateException("nothing was evaluated yet");
    }
    return values.logProb(sample);
  }

  /**
   * Returns the largest error of log q(z) in the last turn, compared with double precision and all
   * N components, among some samples drawn at random.
   *
   * @throws IllegalStateException if there was no turn yet
   */
  public double maxError() {
    int d = sampled.posteriors().dimensions();
    int[] order = RandomStream.of(1).named("checked").permutation(sampled.posteriors().size());
    int[] checked = Arrays.copyOf(order, Math.min(order.length, CHECKED));
    double[] z = new double[checked.length * d];
    for (int i = 0; i < checked.length; i++) {
      System.arraycopy(sampled.samples(), checked[i] * d, z, i * d, d);
    }
    double[] reference =
        new AggregatePosterior(sampled.posteriors(), Kernel.DOUBLE)
            .evaluate(z, threads, ProgressListener.NONE)
            .logProbs();
    double worst = 0;
    for (int i = 0; i < checked.length; i++) {
      worst = Math.max(worst, Math.abs(logProb(checked[i]) - reference[i]));
    }
    return worst;
  }
}
