package org.elbosurgery.framework.comparison;

import java.util.Optional;
import java.util.stream.IntStream;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.surgery.Surgery;

/** What each data point adds to a term in two models, at the points of which both have values. */
public final class PairedValues {

  private final double[] baseline;
  private final double[] values;

  private PairedValues(double[] baseline, double[] values) {
    this.baseline = baseline;
    this.values = values;
  }

  /**
   * Pairs the values of two models of the same data by row number.
   *
   * @return the pairs; empty if one of the two has no values of the term, or they have fewer than
   *     two points in common
   * @throws IllegalArgumentException if the models are not of equally many data points
   */
  public static Optional<PairedValues> of(Term term, Surgery baseline, Surgery surgery) {
    if (baseline.size() != surgery.size()) {
      throw new IllegalArgumentException(
          "%d and %d data points are not the same".formatted(baseline.size(), surgery.size()));
    }
    Optional<double[]> first = term.values(baseline);
    Optional<double[]> second = term.values(surgery);
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    int[] rows = rows(baseline);
    int[] others = rows(surgery);
    PairedValues pairs =
        new PairedValues(
            common(first.get(), rows, others, baseline.size()),
            common(second.get(), others, rows, baseline.size()));
    return pairs.size() < 2 ? Optional.empty() : Optional.of(pairs);
  }

  private static int[] rows(Surgery surgery) {
    return surgery
        .terms()
        .points()
        .flatMap(PointValues::indices)
        .orElseGet(() -> IntStream.range(0, surgery.size()).toArray());
  }

  /** Returns the values at those rows that are among others, too. */
  private static double[] common(double[] values, int[] rows, int[] others, int size) {
    boolean[] there = new boolean[size];
    for (int row : others) {
      there[row] = true;
    }
    return IntStream.range(0, rows.length)
        .filter(i -> there[rows[i]])
        .mapToDouble(i -> values[i])
        .toArray();
  }

  /** Returns a copy of the values in the first model. */
  public double[] baseline() {
    return baseline.clone();
  }

  /** Returns a copy of the values of the same points in the second. */
  public double[] values() {
    return values.clone();
  }

  /** Returns the number of points of which both have values. */
  public int size() {
    return values.length;
  }
}
