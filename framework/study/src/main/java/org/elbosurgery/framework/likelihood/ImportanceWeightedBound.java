package org.elbosurgery.framework.likelihood;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.elbosurgery.framework.surgery.ParallelChunks;

/**
 * The importance-weighted bound of a trained model on the log-likelihood of data, with any prior
 * (Burda et al. 2016, equation 8):
 *
 * <pre>
 * L_S(x) = E log (1/S) sum_s p(x|z_s) p(z_s) / q(z_s|x),    z_s from q(z|x),    L_S(x) &lt;= log p(x)
 * </pre>
 *
 * L_1 is the ELBO; L_S does not decrease as S grows, and tends to log p(x). The result for a data
 * point depends only on the model, the number of samples and the stream, not on the number of
 * threads.
 *
 * <p>There is one graph for each thread, which all calls use; several calls may follow each other
 * but must not overlap.
 */
public final class ImportanceWeightedBound {

  /**
   * The version of the estimator. It changes whenever the results for a model, a number of samples
   * and a stream change by more than rounding.
   */
  static final int VERSION = 1;

  private final int samples;
  private final BlockingQueue<WeightSampler> samplers = new LinkedBlockingQueue<>();

  /**
   * Prepares a model.
   *
   * @param model returns graphs of it, one for each thread, each to be executed on one thread
   * @param samples S, at least 2, since one sample of a point has no sampling error
   * @param threads the number of threads, at least 1
   * @throws IllegalArgumentException if there are too few samples or threads
   */
  public ImportanceWeightedBound(Supplier<EvaluationGraph> model, int samples, int threads) {
    this(model, samples, Sufficiency.ALL, threads);
  }

  /**
   * Prepares a model, of which a point needs fewer samples where fewer are enough. A row stops by
   * its own weights, which makes its bound a little less than that of a fixed number of samples.
   *
   * @param sufficiency when they are
   */
  ImportanceWeightedBound(
      Supplier<EvaluationGraph> model, int samples, Sufficiency sufficiency, int threads) {
    if (samples < 2 || threads < 1) {
      throw new IllegalArgumentException(
          samples + " samples on " + threads + " threads; take 2 and 1 at least");
    }
    this.samples = samples;
    for (int i = 0; i < threads; i++) {
      samplers.add(new WeightSampler(model.get(), samples, sufficiency));
    }
  }

  /**
   * Estimates the bounds of rows of data.
   *
   * @param rows the data
   * @param random the root of a stream for each row, by its number, so that other rows do not
   *     depend on the number of rows
   * @param progress receives the number of rows done
   * @throws ElboException NUMERIC if a log-weight is not finite; PLUGIN if the prior fails
   * @throws java.util.concurrent.CancellationException if this thread is interrupted
   */
  public PointBounds of(Rows rows, RandomStream random, ProgressListener progress) {
    return of(rows, 0, rows.size(), random, progress);
  }

  /**
   * Estimates the bounds of the rows {@code from}, ..., {@code to - 1}.
   *
   * @param from a multiple of {@link #step}
   * @param progress receives the number of rows done, of these
   */
  PointBounds of(Rows rows, int from, int to, RandomStream random, ProgressListener progress) {
    PointBounds[] steps = new PointBounds[(to - from + step() - 1) / step()];
    int[] counts = SampleCounts.upTo(samples);
    ParallelChunks.run(
        to - from,
        step(),
        samplers.size(),
        progress,
        (start, end) -> {
          WeightSampler sampler = samplers.remove();
          try {
            List<LogWeights> weights = sampler.sample(rows, from + start, from + end, random);
            steps[start / step()] = PointBounds.of(counts, weights);
          } finally {
            samplers.add(sampler);
          }
        });
    return PointBounds.joined(List.of(steps));
  }

  /** Returns the number of rows that are sampled together. */
  int step() {
    return WeightSampler.pointsAtATime(samples);
  }
}
