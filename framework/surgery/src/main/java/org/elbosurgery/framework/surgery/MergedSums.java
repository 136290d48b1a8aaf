package org.elbosurgery.framework.surgery;

import java.util.Comparator;
import java.util.List;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.framework.kernel.MixingSums;
import org.elbosurgery.framework.kernel.MixingValues;

/** The sums over all components of an aggregate posterior, merged from those of all shares. */
final class MergedSums implements InnerSums {

  private final int size;
  private final MixingSums sums;
  private final String kernel;
  private int done;

  private MergedSums(int size, MixingSums sums, String kernel) {
    this.size = size;
    this.sums = sums;
    this.kernel = kernel;
  }

  /**
   * Merges the sums of shares, given in any order.
   *
   * @param posteriors whose sums they are
   * @param shares each share once
   * @throws ElboException USER if they cannot be of these posteriors
   */
  static MergedSums of(Posteriors posteriors, List<PartialSums> shares) {
    int parts = PosteriorParts.of(posteriors).count();
    shares.forEach(each -> each.requireOf(posteriors.size(), parts));
    return of(posteriors.size(), shares);
  }

  /** Merges the sums of shares of posteriors that were divided in another way. */
  static MergedSums of(int size, List<PartialSums> shares) {
    List<PartialSums> inOrder =
        shares.stream()
            .sorted(Comparator.comparingInt((PartialSums each) -> each.share().number()))
            .toList();
    List<MixingSums> parts = inOrder.stream().flatMap(each -> each.sums().stream()).toList();
    return new MergedSums(size, MixingSums.merged(parts), inOrder.get(0).kernel());
  }

  @Override
  public MixingValues next(double[] z, int[] origin, int threads, ProgressListener progress) {
    if (origin.length > left()) {
      throw ElboException.internal("more samples than were summed", null);
    }
    MixingSums next = sums.range(done, done + origin.length);
    done += origin.length;
    return next.mean(size);
  }

  @Override
  public long left() {
    return (long) sums.size() - done;
  }

  @Override
  public String kernel() {
    return kernel;
  }
}
