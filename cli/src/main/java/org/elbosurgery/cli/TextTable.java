package org.elbosurgery.cli;

import java.util.List;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.text.WordUtils;

/** A table of two columns in plain text, the second wrapped. */
final class TextTable {

  private static final String INDENT = "  ";

  /**
   * The largest column at which the second column begins; a longer entry in the first has a
   * separate line.
   */
  private static final int WIDEST_FIRST_COLUMN = 30;

  /** One row. */
  record Row(String name, String text) {}

  private TextTable() {}

  /** Returns the rows as lines that are no wider than the given width. */
  static String of(List<Row> rows, int width) {
    int column =
        rows.stream()
            .mapToInt(row -> row.name().length())
            .filter(length -> length <= WIDEST_FIRST_COLUMN)
            .max()
            .orElse(WIDEST_FIRST_COLUMN);
    StringBuilder table = new StringBuilder();
    for (Row row : rows) {
      append(table, row, column, width);
    }
    return table.toString();
  }

  private static void append(StringBuilder table, Row row, int column, int width) {
    String margin = INDENT + " ".repeat(column) + INDENT;
    String text =
        WordUtils.wrap(row.text(), Math.max(width - margin.length(), 1), "\n" + margin, false);
    String name = INDENT + StringUtils.rightPad(row.name(), column);
    String gap = row.name().length() > column ? "\n" + margin : INDENT;
    table.append((name + gap + text).stripTrailing()).append('\n');
  }

  /** Returns a paragraph wrapped at the given width. */
  static String paragraph(String text, int width) {
    return WordUtils.wrap(text, width, "\n", false) + "\n";
  }
}
