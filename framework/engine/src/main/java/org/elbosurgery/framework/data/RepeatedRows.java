package org.elbosurgery.framework.data;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * Test rows that are training rows, too. Some data repeat themselves, blank images for example, and
 * then a few of those are found on both sides. The rule: of rows that a coin, n/(N + n) for test,
 * puts on either side, as many test rows equal a training row with a probability below 1e-6. It
 * takes the repeated rows as given, so it does not matter how often the data repeat themselves.
 */
final class RepeatedRows {

  private static final double LOG_CHANCE = Math.log(1e-6);

  private final Map<Integer, Integer> groups;
  private final double testShare;

  /** Counts groups of two equal rows or more, {@code size -> how many}. */
  private RepeatedRows(long[] train, long[] test) {
    groups = groups(train, test);
    testShare = (double) test.length / (train.length + test.length);
  }

  /**
   * Returns how many test rows equal a training row, where that is all of them in the same order or
   * more than chance explains; otherwise empty.
   */
  static Optional<Integer> beyondChance(Rows train, Rows test) {
    long[] fitted = digests(train);
    long[] held = digests(test);
    boolean same = Arrays.equals(fitted, held);
    Arrays.sort(fitted);
    int repeated =
        (int) Arrays.stream(held).filter(row -> Arrays.binarySearch(fitted, row) >= 0).count();
    return same || new RepeatedRows(fitted, held).isBeyondChance(repeated)
        ? Optional.of(repeated)
        : Optional.empty();
  }

  private static Map<Integer, Integer> groups(long[] train, long[] test) {
    long[] all = Arrays.copyOf(train, train.length + test.length);
    System.arraycopy(test, 0, all, train.length, test.length);
    Arrays.sort(all);
    Map<Integer, Integer> groups = new TreeMap<>();
    for (int from = 0, to = 0; from < all.length; from = to) {
      while (to < all.length && all[to] == all[from]) {
        to++;
      }
      if (to - from > 1) {
        groups.merge(to - from, 1, Integer::sum);
      }
    }
    return groups;
  }

  /** Chernoff: P(T >= t) is at most E[e^sT] e^-st for every s > 0. */
  private boolean isBeyondChance(int repeated) {
    return DoubleStream.iterate(0.05, s -> s < 50, s -> 1.2 * s)
        .anyMatch(s -> logMoment(s) - s * repeated < LOG_CHANCE);
  }

  private double logMoment(double s) {
    return groups.entrySet().stream()
        .mapToDouble(group -> group.getValue() * logMoment(group.getKey(), s))
        .sum();
  }

  /**
   * Returns log E[e^sT] of one group of k equal rows. J of them, Binomial(k, p), are test rows, and
   * T = J, or 0 if all are: (1 - p + p e^s)^k - (p e^s)^k + p^k, with the first factored out, for
   * the difference of the two is small where p or s is great.
   */
  private double logMoment(int k, double s) {
    double train = Math.log1p((1 - testShare) / testShare * Math.exp(-s));
    double either = Math.log(testShare) + s + train; // log(1 - p + p e^s)
    return k * either + Math.log(-Math.expm1(-k * train) + Math.exp(-k * (s + train)));
  }

  /** Returns 64 bits of each row: of two different rows they agree once in 10^19. */
  private static long[] digests(Rows rows) {
    long[] digests = new long[rows.size()];
    float[] row = new float[rows.width()];
    for (int i = 0; i < digests.length; i++) {
      rows.copyTo(i, row, 0);
      long digest = 0;
      for (float value : row) {
        int bits = Float.floatToIntBits(value + 0f); // -0 equals 0
        digest = (Long.rotateLeft(digest, 23) ^ bits) * 0x9E3779B97F4A7C15L;
      }
      digests[i] = digest;
    }
    return digests;
  }
}
