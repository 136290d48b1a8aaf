package org.elbosurgery.framework.data;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * Counts test rows that equal training rows. Some data contain repeated rows, such as blank images,
 * and a few of them are then found in both splits by chance. The rule: if each row were assigned to
 * the test rows at random, with probability n/(N + n), then at least as many test rows would equal
 * a training row with a probability below 1e-6. This is conditional on the repeated rows, so it
 * does not matter how often rows are repeated in the data.
 */
final class RepeatedRows {

  private static final double LOG_CHANCE = Math.log(1e-6);

  private final Map<Integer, Integer> groups;
  private final double testShare;

  /** Counts the groups of two or more equal rows, {@code size -> number of groups}. */
  private RepeatedRows(long[] train, long[] test) {
    groups = groups(train, test);
    testShare = (double) test.length / (train.length + test.length);
  }

  /**
   * Returns how many test rows equal a training row, if that is all of them in the same order, or
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
   * T = J, or 0 if all are: (1 - p + p e^s)^k - (p e^s)^k + p^k, with the first term factored out,
   * because the difference of the first two is small if p or s is large.
   */
  private double logMoment(int k, double s) {
    double train = Math.log1p((1 - testShare) / testShare * Math.exp(-s));
    double either = Math.log(testShare) + s + train; // log(1 - p + p e^s)
    return k * either + Math.log(-Math.expm1(-k * train) + Math.exp(-k * (s + train)));
  }

  /**
   * Returns a 64-bit digest of each row; the digests of two different rows agree with a probability
   * of about 1e-19.
   */
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
