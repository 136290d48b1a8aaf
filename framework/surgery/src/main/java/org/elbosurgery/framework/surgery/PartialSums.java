package org.elbosurgery.framework.surgery;

import java.util.ArrayList;
import java.util.List;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.kernel.Kernel;
import org.elbosurgery.framework.kernel.MixingSums;
import org.elbosurgery.framework.option.Share;

/**
 * The inner sums over a share of the components, for the first samples that {@link
 * SubsampledEstimator} draws. They depend on the posteriors and the random stream, but on no prior
 * and no tolerance. The components are divided into the parts in which one process sums them, and a
 * share is some parts in succession, one more or less than another, so that the sums of all shares
 * are, bit for bit, those of one process.
 *
 * @param share whose components are summed
 * @param points the number of data points whose samples are summed
 * @param kernel the name of the kernel, the same for all shares
 * @param sums over each part of the share, in order
 */
public record PartialSums(Share share, int points, String kernel, List<MixingSums> sums) {

  /** Keeps the parts. */
  public PartialSums {
    sums = List.copyOf(sums);
  }

  /**
   * Sums a share of the components.
   *
   * @param posteriors all of them, whose samples are drawn
   * @param share which parts; none if there are fewer parts than shares
   * @param points the number of data points whose samples are summed, rounded up to a multiple of
   *     {@link StoppingRule#BLOCK}, but not above N
   * @param threads to compute on
   * @param random as it is given to the estimator
   * @param progress receives the number of samples done, of all
   * @throws ElboException USER if the posteriors are too narrow for double precision
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  static PartialSums of(
      Posteriors posteriors,
      Share share,
      int points,
      int threads,
      RandomStream random,
      ProgressListener progress) {
    return of(PosteriorParts.of(posteriors), posteriors, share, points, threads, random, progress);
  }

  static PartialSums of(
      PosteriorParts parts,
      Posteriors posteriors,
      Share share,
      int points,
      int threads,
      RandomStream random,
      ProgressListener progress) {
    int first = first(share, parts.count());
    int end = end(share, parts.count());
    int drawn = (int) Math.min(posteriors.size(), StoppingRule.blocks(points) * StoppingRule.BLOCK);
    parts.forEach(first, end, AggregatePosterior::requireResolvable);
    Kernel kernel = parts.fastest();
    if (first == end) {
      return new PartialSums(share, drawn, kernel.label(), List.of());
    }
    List<RowDraws.Block> blocks = blocks(posteriors, drawn, random);
    List<MixingSums> sums =
        parts.sumsOfEach(
            first,
            end,
            part -> kernel.over(parts.part(part), posteriors.size()),
            RowDraws.Block.z(blocks),
            RowDraws.Block.origins(blocks),
            threads,
            progress);
    return new PartialSums(share, drawn, kernel.label(), sums);
  }

  private static List<RowDraws.Block> blocks(
      Posteriors posteriors, int points, RandomStream random) {
    RowDraws draws = SubsampledEstimator.draws(posteriors, random);
    List<RowDraws.Block> blocks = new ArrayList<>();
    for (int drawn = 0; drawn < points; drawn += StoppingRule.BLOCK) {
      blocks.add(draws.next(Math.min(StoppingRule.BLOCK, points - drawn)));
    }
    return blocks;
  }

  /**
   * Checks that the numbers of parts, points and samples are those of posteriors.
   *
   * @param size N
   * @param parts the number of all parts
   * @throws ElboException USER if they are not
   */
  void requireOf(int size, int parts) {
    boolean fits =
        sums.size() == end(share, parts) - first(share, parts)
            && points <= size
            && (points == size || points % StoppingRule.BLOCK == 0)
            && sums.stream()
                .allMatch(
                    part -> part.size() == (long) points * StoppingRule.samplesPerPoint(size));
    if (!fits) {
      throw ElboException.user(
          "the partial sums of share %s are damaged, or of other codes; make them anew"
              .formatted(share));
    }
  }

  /** Returns the number of the first part of a share, counted from 0. */
  private static int first(Share share, int parts) {
    return (int) ((long) parts * (share.number() - 1) / share.count());
  }

  /** Returns the number of the last part of a share plus one. */
  private static int end(Share share, int parts) {
    return (int) ((long) parts * share.number() / share.count());
  }
}
