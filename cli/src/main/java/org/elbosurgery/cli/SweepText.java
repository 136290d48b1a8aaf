package org.elbosurgery.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.lang3.StringUtils;
import org.elbosurgery.framework.experiment.RunStatus.State;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.surgery.Surgery;
import org.elbosurgery.framework.sweep.Cell;
import org.elbosurgery.framework.sweep.CellStatus;
import org.elbosurgery.framework.sweep.Sweep;

/**
 * A sweep as text: the number of cells in each state, the results of finished cells, and the
 * others.
 */
final class SweepText {

  private static final String INDENT = "  ";

  private SweepText() {}

  /**
   * Returns the table.
   *
   * @param width the longest line of a table that is not folded
   */
  static String of(List<CellStatus> cells, int width) {
    if (cells.isEmpty()) {
      return "no cells to run\n";
    }
    return counts(cells)
        + "; nats per data point, +- one standard error\n"
        + table(cells, width)
        + bounds(cells);
  }

  /**
   * Returns a line for each of some cells of a sweep: its number, from 1, its label, and its run
   * folder.
   *
   * @param folder the folder of the sweep
   */
  static String list(List<Cell> cells, Sweep sweep, Path folder) {
    int longest = cells.stream().mapToInt(cell -> cell.label().length()).max().orElse(0);
    int digits = Integer.toString(sweep.cells().size()).length();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < sweep.cells().size(); i++) {
      Cell cell = sweep.cells().get(i);
      if (cells.contains(cell)) {
        String number = StringUtils.leftPad(Integer.toString(i + 1), digits);
        String label = StringUtils.rightPad(cell.label(), longest);
        lines.append(number + INDENT + label + INDENT + folder.resolve(cell.folder()) + "\n");
      }
    }
    return lines.toString();
  }

  /** Returns the warnings about the results, each with its cell. */
  static ResultWarnings warnings(List<CellStatus> cells) {
    return new ResultWarnings(
        cells.stream()
            .flatMap(
                cell ->
                    cell.result().stream()
                        .flatMap(result -> result.warnings().stream())
                        .map(warning -> cell.cell().label() + ", " + warning))
            .toList());
  }

  private static String counts(List<CellStatus> cells) {
    Map<State, Long> counts =
        cells.stream()
            .collect(Collectors.groupingBy(CellStatus::state, TreeMap::new, Collectors.counting()));
    return cells.size()
        + " cells: "
        + counts.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey().label())
            .collect(Collectors.joining(", "));
  }

  private static String table(List<CellStatus> cells, int width) {
    List<NumberTable.Row> rows = new ArrayList<>();
    List<CellStatus> done = cells.stream().filter(c -> c.state() == State.DONE).toList();
    if (!done.isEmpty()) {
      rows.add(new NumberTable.Row("", List.of()));
      rows.add(NumberTable.Row.titles("", Arrays.stream(Term.values()).map(Term::label).toList()));
    }
    for (Split split : Split.values()) {
      addBlock(rows, split, done);
    }
    List<CellStatus> others =
        cells.stream().filter(c -> c.state() != State.DONE || !c.detail().isEmpty()).toList();
    if (!others.isEmpty()) {
      rows.add(new NumberTable.Row("", List.of()));
    }
    for (CellStatus other : others) {
      String detail = other.detail().isEmpty() ? "" : ": " + other.detail();
      rows.add(
          new NumberTable.Row(
              other.cell().label() + " " + other.state().label() + detail, List.of()));
    }
    return NumberTable.folding(rows, 0, width);
  }

  /** Returns sentences that say for which cells the terms are bounds. */
  private static String bounds(List<CellStatus> cells) {
    return cells.stream()
        .filter(cell -> cell.state() == State.DONE)
        .flatMap(
            cell ->
                cell.result().stream()
                    .flatMap(result -> result.train().terms().bound().sentence().stream())
                    .map(sentence -> cell.cell().label() + ": " + sentence + "\n"))
        .collect(Collectors.joining());
  }

  private static void addBlock(List<NumberTable.Row> rows, Split split, List<CellStatus> done) {
    List<NumberTable.Row> block = new ArrayList<>();
    for (CellStatus cell : done) {
      cell.result()
          .flatMap(result -> result.surgery(split))
          .ifPresent(
              surgery ->
                  block.add(new NumberTable.Row(INDENT + cell.cell().label(), estimates(surgery))));
    }
    if (!block.isEmpty()) {
      rows.add(new NumberTable.Row(split.label(), List.of()));
      rows.addAll(block);
    }
  }

  private static List<String> estimates(Surgery surgery) {
    return Arrays.stream(Term.values())
        .map(term -> term.estimate(surgery).map(EstimateText::of).orElse("-"))
        .toList();
  }
}
