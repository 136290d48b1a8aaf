package org.elbosurgery.framework.benchmarks.rivals;

import java.util.List;
import java.util.Locale;
import org.elbosurgery.framework.timing.Timing;

/**
 * One case: our time, the rival's, and the bound on their ratio.
 *
 * @param name the case
 * @param ours our time
 * @param rival the rival's time, in the same rounds
 * @param bound the largest allowed ratios
 */
record Race(String name, Timing ours, Timing rival, Bound bound) {

  /** The largest allowed ratios of our time to the rival's. */
  record Bound(double median, double mean) {}

  /** Returns whether both bounds are met. */
  boolean reached() {
    return medianRatio() <= bound.median && meanRatio() <= bound.mean;
  }

  private double medianRatio() {
    return ours.medianMs() / rival.medianMs();
  }

  private double meanRatio() {
    return ours.meanMs() / rival.meanMs();
  }

  /** Returns the heading of a table in Markdown. */
  static String heading() {
    return """
    | case | ours, ms: median / mean | libtorch, ms: median / mean | ratio of medians (bound) | of means (bound) | |
    |---|---:|---:|---:|---:|---|\
    """;
  }

  /** Returns the case as a row of the table. */
  String row() {
    List<Object> cells =
        List.of(
            name,
            number(ours.medianMs()) + " / " + number(ours.meanMs()),
            number(rival.medianMs()) + " / " + number(rival.meanMs()),
            number(medianRatio()) + " (" + number(bound.median) + ")",
            number(meanRatio()) + " (" + number(bound.mean) + ")",
            reached() ? "reached" : "not reached");
    return "| " + String.join(" | ", cells.stream().map(Object::toString).toList()) + " |";
  }

  /** Formats a number with three digits. */
  private static String number(double value) {
    int places = value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + places + "f", value);
  }
}
