package org.elbosurgery.cli;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.lang3.StringUtils;
import org.elbosurgery.framework.table.FoldedRow;

/**
 * A table in plain text whose first column is left-aligned and all others right-aligned; one that
 * is too wide for the terminal has a block of lines for each row.
 */
final class NumberTable {

  private static final int GAP = 2;

  /**
   * One row.
   *
   * @param name the first column
   * @param cells the others; without any, the name is a heading for the following rows and may have
   *     any length
   * @param isTitles whether the cells are the titles of the columns of the rows below it
   */
  record Row(String name, List<String> cells, boolean isTitles) {

    /** Copies the cells. */
    Row {
      cells = List.copyOf(cells);
    }

    /** Makes a row of values, or a heading. */
    Row(String name, List<String> cells) {
      this(name, cells, false);
    }

    /** Returns a row with the titles of the columns. */
    static Row titles(String name, List<String> titles) {
      return new Row(name, titles, true);
    }
  }

  private NumberTable() {}

  /**
   * Returns the rows as lines; a column is as wide as its longest cell.
   *
   * @param column smallest width of the columns but the first
   * @param width the number of characters of a line beyond which the table is folded
   */
  static String folding(List<Row> rows, int column, int width) {
    String table = of(rows, 0, column);
    boolean fits = table.lines().allMatch(line -> line.length() <= width);
    return fits ? table : folded(rows);
  }

  /**
   * Returns the rows as lines that are never folded.
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

  private static String folded(List<Row> rows) {
    StringBuilder text = new StringBuilder();
    List<String> titles = List.of();
    for (Row row : rows) {
      if (row.isTitles()) {
        titles = row.cells();
        text.append(row.name().isEmpty() ? "" : row.name() + "\n");
      } else if (row.cells().isEmpty()) {
        text.append(row.name()).append('\n');
      } else {
        text.append(FoldedRow.of(row.name(), titles, row.cells()));
      }
    }
    return text.toString();
  }
}
