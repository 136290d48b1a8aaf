package org.elbosurgery.framework.likelihood;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.file.FolderLock;

/**
 * Bounds the likelihood of finished runs, and keeps the results in their folders. Known bounds are
 * not computed again, and an interrupted computation continues, bit for bit.
 */
public final class LikelihoodRunner {

  /**
   * The number of samples after which the finished part is written, half a minute of work for a
   * large model.
   */
  private static final int KEPT_AFTER = 1_000_000;

  /** The smallest number of shares of the work between two writes for each thread. */
  private static final int SHARES = 4;

  private final int keptAfter;

  /** Writes the finished part after every million samples. */
  public LikelihoodRunner() {
    this(KEPT_AFTER);
  }

  /**
   * Writes the finished part regularly.
   *
   * @param keptAfter the approximate number of samples after which
   */
  LikelihoodRunner(int keptAfter) {
    this.keptAfter = keptAfter;
  }

  /**
   * Bounds the likelihood of runs in succession.
   *
   * @param jobs at least one
   * @param listener receives the progress
   * @return the results in the order of the jobs; each is also in its run's folder
   * @throws ElboException USER if a folder is in use or cannot be written, or contains damaged
   *     bounds; NUMERIC if a log-weight is not finite; PLUGIN if a prior fails
   * @throws CancellationException if this thread is interrupted; the same call continues from there
   */
  public List<LikelihoodResult> run(List<LikelihoodJob> jobs, LikelihoodListener listener) {
    List<LikelihoodResult> results = new ArrayList<>();
    for (LikelihoodJob job : jobs) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted between runs");
      }
      listener.started(job.run().path(), results.size() + 1, jobs.size());
      results.add(run(job, listener));
    }
    return results;
  }

  /**
   * Bounds the likelihood of one run.
   *
   * @param listener receives the progress, but not the start
   * @return the result, which is also in the run's folder
   * @throws ElboException as in {@link #run(List, LikelihoodListener)}
   * @throws CancellationException if this thread is interrupted; the same call continues from there
   */
  public LikelihoodResult run(LikelihoodJob job, LikelihoodListener listener) {
    FolderLock lock = FolderLock.of(job.run().path());
    try {
      return runLocked(job, listener);
    } finally {
      lock.release();
    }
  }

  private LikelihoodResult runLocked(LikelihoodJob job, LikelihoodListener listener) {
    LikelihoodFolder folder = new LikelihoodFolder(job.run().path());
    int size = job.rows().size();
    Optional<PointBounds> known = folder.known(job);
    PointBounds points =
        known.filter(bounds -> bounds.size() >= size).isPresent()
            ? known.orElseThrow().first(size)
            : compute(job, known, folder, listener);
    LikelihoodResult result =
        new LikelihoodResult(
            job.run().path(),
            job.model().spec(),
            job.run().result().repeatedTestRows(),
            job.options().split(),
            job.rowsSha256(),
            job.origin(),
            points,
            job.model().logNormalizerError(),
            job.model().density());
    folder.write(result);
    return result;
  }

  private PointBounds compute(
      LikelihoodJob job,
      Optional<PointBounds> known,
      LikelihoodFolder folder,
      LikelihoodListener listener) {
    LikelihoodOptions options = job.options();
    ImportanceWeightedBound bound =
        new ImportanceWeightedBound(
            job.model()::graph,
            options.samples(),
            new Sufficiency(options.untilEss()),
            options.threads());
    RandomStream random = job.model().random().named(options.split().label());
    int size = job.rows().size();
    int stride = stride(bound.step(), options);
    List<PointBounds> parts = new ArrayList<>();
    // The last of the known rows may have been sampled together with fewer others than now.
    known
        .filter(PointBounds::isComplete)
        .ifPresent(bounds -> parts.add(bounds.first(bounds.size() / bound.step() * bound.step())));
    int from = parts.isEmpty() ? 0 : parts.get(0).size();
    while (from < size) {
      int before = from;
      int to = Math.min(size, from + stride);
      parts.add(
          bound.of(
              job.rows(),
              from,
              to,
              random,
              (done, total) -> listener.advanced(before + done, size)));
      folder.writePart(job, PointBounds.joined(parts));
      from = to;
    }
    return PointBounds.joined(parts);
  }

  /**
   * Returns the number of rows after which to write the finished part, a multiple of the rows
   * sampled together.
   */
  private int stride(int step, LikelihoodOptions options) {
    int steps = keptAfter / (step * options.samples());
    return step * Math.max(SHARES * options.threads(), steps);
  }
}
