package org.elbosurgery.framework.report.figure;

import java.util.Set;
import java.util.TreeSet;
import org.elbosurgery.framework.number.NumberText;
import org.elbosurgery.framework.report.runs.Spread;
import org.elbosurgery.framework.table.EntryText;

/**
 * Collects the meaning of the error bars of a figure, for readers of the figure without its table.
 */
final class ErrorBars {

  private static final EntryText CELLS = new EntryText("", NumberText.PLUS_MINUS);

  private final String standardError;
  private final String overSeeds;
  private final Set<Integer> runs = new TreeSet<>();

  /**
   * Starts without bars.
   *
   * @param standardError the meaning of an error bar of one run, such as "one standard error"
   */
  ErrorBars(String standardError) {
    this(standardError, "one standard deviation over the seeds");
  }

  /**
   * Starts without bars.
   *
   * @param standardError the meaning of an error bar of one run, such as "one standard error"
   * @param overSeeds that of one of several runs
   */
  ErrorBars(String standardError, String overSeeds) {
    this.standardError = standardError;
    this.overSeeds = overSeeds;
  }

  /** Adds a bar. */
  void add(Spread spread) {
    runs.add(spread.runs());
  }

  /** Returns a sentence on the error bars; an empty text if there are none. */
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
    return overSeeds
        + " ("
        + String.join(" or ", several.stream().map(String::valueOf).toList())
        + ")";
  }

  /** Returns a number with its error, as in a table, and the kind of the error. */
  static String words(Spread spread) {
    String number = spread.cell().text(CELLS);
    return spread.error().isEmpty() ? number : number + " (" + spread.kind() + ")";
  }
}
