package org.elbosurgery.framework.surgery;

import java.util.Arrays;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.StratifiedMeans;

/**
 * When enough points have been drawn: every standard error is below a tolerance. A standard error
 * that happens to be small stops early, so that errors after stopping are too small by a term of
 * order 1/R; at R = {@value #FEWEST} points, the fewest, it is far below the tenth of an error that
 * a coverage of 95 % can bear.
 *
 * @param tolerance nats
 * @param size N
 */
record StoppingRule(double tolerance, int size) {

  /** Samples of each point at most: more would take longer than anyone waits. */
  private static final int MOST = 100_000;

  /** Points that are drawn at a time. */
  static final int BLOCK = 500;

  /** Points that are drawn at least, if there are so many. */
  static final int FEWEST = 2 * BLOCK;

  /** Blocks that are drawn ahead at most. */
  private static final int MOST_AHEAD = 20;

  /** Of the points that an error is likely to need: some more, since it is itself uncertain. */
  private static final double RESERVE = 1.1;

  /**
   * Returns how many samples to take of each point: two, so that what differs between points is
   * told apart from what differs within, and more if N is small.
   */
  static int samplesPerPoint(int size) {
    return StratifiedMeans.enoughSamples(size, 2);
  }

  /** Returns the same rule with another tolerance. */
  StoppingRule within(double other) {
    return new StoppingRule(other, size);
  }

  /** Returns whether nothing more may be drawn, however large the errors are. */
  boolean isSpent(TwoStageMeans means) {
    return (long) means.passes() * samplesPerPoint(size) >= MOST;
  }

  /** Returns whether enough points have been drawn for standard errors to be trusted. */
  boolean mayStop(TwoStageMeans means) {
    return means.points() >= Math.min(size, FEWEST);
  }

  /** Returns whether every standard error is below the tolerance. */
  boolean isMet(Estimate... estimates) {
    return Arrays.stream(estimates).allMatch(e -> e.standardError() < tolerance);
  }

  /** Returns how many blocks are missing of the fewest points. */
  int blocksOfFewest(TwoStageMeans means) {
    return (int) blocks(Math.min(size, FEWEST) - means.points());
  }

  /**
   * Returns how many blocks are likely to be needed still, as errors shrink with the square root of
   * the points. To evaluate them together saves passes over the components; what is evaluated in
   * vain changes no result.
   *
   * @param estimates those whose errors are to be below the tolerance
   */
  int blocksAhead(TwoStageMeans means, Estimate... estimates) {
    long missing = blocksNeeded(means, estimates) - blocks(means.points());
    return (int) Math.max(1, Math.min(MOST_AHEAD, missing));
  }

  /** Returns how many blocks are likely to be needed in all. */
  long blocksNeeded(TwoStageMeans means, Estimate... estimates) {
    double worst =
        Arrays.stream(estimates).mapToDouble(Estimate::standardError).max().orElseThrow();
    return blocks((long) Math.ceil(RESERVE * Math.pow(worst / tolerance, 2) * means.points()));
  }

  /** Returns how many blocks have so many points. */
  static long blocks(long points) {
    return points / BLOCK + (points % BLOCK == 0 ? 0 : 1);
  }
}
