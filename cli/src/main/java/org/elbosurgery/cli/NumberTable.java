package org.elbosurgery.cli;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.lang3.StringUtils;

/** A table in plain text whose first column is left-aligned and all others right-aligned. */
final class NumberTable {

  private static final int GAP = 2;

  /**
   * One row.
   *
   * @param name the first column
   * @param cells the others; without any, the name is a heading for the following rows and may have
   *     any length
   */
  record Row(String name, List<String> cells) {

    /** Copies the cells. */
    Row {
      cells = List.copyOf(cells);
    }
  }

  private NumberTable() {}

  /**
   * Returns the rows as lines; a column is as wide as its longest cell.
   *
   * @param first smallest width of the first column
   * @param column smallest width of the others
   */
  static String of(List<Row> rows, int first, int column) {
    List<Row> filled = rows.stream().filter(row -> !row.cells().isEmpty()).toList();
    int nameWidth = filled.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    int columns = filled.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
    int[] widths =
        IntStream.range(0, columns).map(i -> Math.max(column, longest(filled, i) + GAP)).toArray();
    StringBuilder table = new StringBuilder();
    for (Row row : rows) {
      StringBuilder line =
          new StringBuilder(StringUtils.rightPad(row.name(), Math.max(first, nameWidth)));
      for (int i = 0; i < row.cells().size(); i++) {
        line.append(StringUtils.leftPad(row.cells().get(i), widths[i]));
      }
      table.append(line.toString().stripTrailing()).append('\n');
    }
    return table.toString();
  }

  private static int longest(List<Row> rows, int column) {
    return rows.stream()
        .filter(row -> row.cells().size() > column)
        .mapToInt(row -> row.cells().get(column).length())
        .max()
        .orElse(0);
  }
}
