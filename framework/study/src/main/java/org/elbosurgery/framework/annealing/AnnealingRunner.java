package org.elbosurgery.framework.annealing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.file.FolderLock;
import org.elbosurgery.framework.likelihood.LikelihoodListener;

/**
 * Estimates the likelihood of finished runs by annealing, and keeps the chains in their folders.
 * Known chains are not sampled again, and an interrupted computation continues, bit for bit.
 */
public final class AnnealingRunner {

  /**
   * Estimates the likelihood of one run.
   *
   * @param listener receives how many transitions of the rows are done
   * @return the result, which is also in the run's folder
   * @throws ElboException USER if the folder is in use or cannot be written, or contains damaged
   *     chains; NUMERIC if a weight is not finite; PLUGIN if a prior fails
   * @throws CancellationException if this thread is interrupted; the same call continues from there
   */
  public AnnealingResult run(AnnealingJob job, LikelihoodListener listener) {
    FolderLock lock = FolderLock.of(job.model().run().path());
    try {
      AnnealingFolder folder = new AnnealingFolder(job.model().run().path());
      AnnealingResult result = result(job, points(job, folder, listener));
      folder.write(result);
      return result;
    } finally {
      lock.release();
    }
  }

  private static AnnealingResult result(AnnealingJob job, List<AnnealedPoint> points) {
    return new AnnealingResult(
        job.model().run().path(),
        job.model().spec(),
        job.options().split(),
        job.rowsSha256(),
        job.origin(),
        job.options().settings(),
        points,
        job.model().logNormalizerError(),
        job.model().density(),
        job.model().run().result().repeatedTestRows(),
        job.importance().map(bound -> AnnealingResult.gained(points, bound)));
  }

  private static List<AnnealedPoint> points(
      AnnealingJob job, AnnealingFolder folder, LikelihoodListener listener) {
    int size = job.data().rows().size();
    List<AnnealedPoint> points = new ArrayList<>(folder.known(job));
    if (points.isEmpty()) {
      folder.deleteSummary(job);
    }
    if (points.size() < size) {
      sample(job, points, folder, listener);
    }
    return points.subList(0, size);
  }

  /** Adds the rows that are missing, and writes them after each block of each thread. */
  private static void sample(
      AnnealingJob job,
      List<AnnealedPoint> points,
      AnnealingFolder folder,
      LikelihoodListener listener) {
    AnnealingOptions options = job.options();
    AnnealedImportanceSampling sampling =
        new AnnealedImportanceSampling(job::sampler, options.settings(), options.threads());
    RandomStream random = job.model().random().named("ais").named(options.split().label());
    int size = job.data().rows().size();
    long each = sampling.transitions(job.data());
    int stride = sampling.step() * options.threads();
    // A block that has only some of its rows is sampled again.
    points.subList(points.size() / sampling.step() * sampling.step(), points.size()).clear();
    while (points.size() < size) {
      int from = points.size();
      points.addAll(
          sampling.of(
              job.data(),
              from,
              Math.min(size, from + stride),
              random,
              (done, total) -> listener.advanced(from * each + done, size * each)));
      folder.writePoints(job, points);
    }
  }
}
