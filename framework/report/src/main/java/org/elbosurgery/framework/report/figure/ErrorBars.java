package org.elbosurgery.framework.report.figure;

import java.util.Set;
import java.util.TreeSet;
import org.elbosurgery.framework.number.NumberText;
import org.elbosurgery.framework.report.runs.Spread;
import org.elbosurgery.framework.table.EntryText;

/** Gathers what the error bars of a figure are, for those who read it without its table. */
final class ErrorBars {

  private static final EntryText CELLS = new EntryText("", NumberText.PLUS_MINUS);

  private final String standardError;
  private final Set<Integer> runs = new TreeSet<>();

  /**
   * Starts without bars.
   *
   * @param standardError what a bar of one run is, such as "one standard error"
   */
  ErrorBars(String standardError) {
    this.standardError = standardError;
  }

  /** Adds a bar. */
  void add(Spread spread) {
    runs.add(spread.runs());
  }

  /** Returns a sentence on the bars; without bars an empty one. */
  String sentence() {
    if (runs.isEmpty()) {
      return "";
    }
    return runs.contains(1)
        ? " Error bars: "
            + standardError
            + (runs.size() > 1 ? "; of several seeds, " + deviation() : "")
            + "."
        : " Error bars: " + deviation() + ".";
  }

  private String deviation() {
    Set<Integer> several = new TreeSet<>(runs);
    several.remove(1);
    return "one standard deviation over the seeds ("
        + String.join(" or ", several.stream().map(String::valueOf).toList())
        + ")";
  }

  /** Writes a number with its error, as a table does, and what the error is. */
  static String words(Spread spread) {
    String number = CELLS.of(spread.cell());
    return spread.error().isEmpty() ? number : number + " (" + spread.kind() + ")";
  }
}
