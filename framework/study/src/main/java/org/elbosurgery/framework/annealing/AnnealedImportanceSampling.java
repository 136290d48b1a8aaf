package org.elbosurgery.framework.annealing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.surgery.ParallelChunks;

/**
 * Annealed importance sampling of p(x) under a trained model with any prior (Neal 2001; Wu et al.
 * 2017). The chains of a data point depend only on the model, the settings and the stream: not on
 * the number of threads, nor on the other rows.
 *
 * <p>There is one sampler for each thread, which all calls use; several calls may follow each other
 * but must not overlap.
 */
final class AnnealedImportanceSampling {

  /**
   * The version of the estimator. It changes whenever the results for a model, settings and a
   * stream change by more than rounding.
   */
  static final int VERSION = 1;

  private final AnnealingSettings settings;
  private final BlockingQueue<ChainSampler> samplers = new LinkedBlockingQueue<>();

  /**
   * Prepares a model.
   *
   * @param sampler returns samplers of its chains, one for each thread
   * @param threads the number of threads, at least 1
   */
  AnnealedImportanceSampling(
      Supplier<ChainSampler> sampler, AnnealingSettings settings, int threads) {
    this.settings = settings;
    for (int i = 0; i < threads; i++) {
      samplers.add(sampler.get());
    }
  }

  /**
   * Samples the chains of the rows {@code from}, ..., {@code to - 1}.
   *
   * @param from a multiple of {@link #step}
   * @param random the root of a stream for each row, by its number
   * @param progress receives how many transitions of a row are done, and how many there are
   * @throws ElboException NUMERIC if a weight is not finite; PLUGIN if the prior fails
   * @throws java.util.concurrent.CancellationException if this thread is interrupted
   */
  List<AnnealedPoint> of(
      AnnealedData data, int from, int to, RandomStream random, ProgressListener progress) {
    int step = step();
    long total = (long) transitions(data) * (to - from);
    AtomicLong done = new AtomicLong();
    List<List<AnnealedPoint>> blocks =
        new ArrayList<>(Collections.nCopies((to - from + step - 1) / step, List.of()));
    ParallelChunks.run(
        to - from,
        step,
        samplers.size(),
        ProgressListener.NONE,
        (start, end) -> {
          ChainSampler sampler = samplers.remove();
          try {
            blocks.set(
                start / step,
                sampler.sample(
                    data,
                    from + start,
                    random,
                    () -> progress.progress(done.addAndGet(end - start), total)));
          } finally {
            samplers.add(sampler);
          }
        });
    return blocks.stream().flatMap(List::stream).limit(to - from).toList();
  }

  /** Returns the number of transitions of each row. */
  int transitions(AnnealedData data) {
    return ChainSampler.transitions(settings, data.codes().isPresent());
  }

  /** Returns the number of rows that are sampled together. */
  int step() {
    return ChainSampler.blockSize(settings.chains());
  }
}
