package org.elbosurgery.framework.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.text.WordUtils;
import org.elbosurgery.framework.number.NumberText;

/** Tables for a terminal. */
final class TextTables {

  private static final EntryText CELLS = new EntryText("-", NumberText.ASCII);
  private static final String GAP = "  ";
  private static final int WIDTH = 100;

  private TextTables() {}

  /**
   * Returns the tables.
   *
   * @param layout with the longest line of a table that is not folded
   */
  static String of(List<Table> tables, List<String> warnings, Layout layout) {
    StringBuilder text = new StringBuilder();
    text.append(tables.stream().map(table -> of(table, layout)).collect(Collectors.joining("\n")));
    text.append(warnings.isEmpty() ? "" : "\n");
    warnings.forEach(warning -> text.append("warning: ").append(warning).append('\n'));
    return text.toString();
  }

  private static String of(Table table, Layout layout) {
    EntryText style = CELLS.in(layout);
    List<String> titles = table.columns().stream().map(Column::heading).toList();
    List<List<String>> rows =
        table.rows().stream()
            .map(row -> row.stream().map(cell -> cell(cell, style)).toList())
            .toList();
    String aligned = aligned(table, titles, rows);
    boolean fits = aligned.lines().allMatch(line -> line.length() <= layout.width());
    StringBuilder text = new StringBuilder(wrapped(table.caption()));
    text.append(fits ? aligned : folded(titles, rows));
    table.notes().forEach(note -> text.append(wrapped(note)));
    return text.toString();
  }

  private static String aligned(Table table, List<String> titles, List<List<String>> rows) {
    List<List<String>> lines = new ArrayList<>(List.of(titles));
    lines.addAll(rows);
    int[] widths =
        IntStream.range(0, titles.size())
            .map(i -> lines.stream().mapToInt(line -> line.get(i).length()).max().orElse(0))
            .toArray();
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      List<String> padded = new ArrayList<>();
      for (int i = 0; i < widths.length; i++) {
        padded.add(
            table.isText(i)
                ? StringUtils.rightPad(line.get(i), widths[i])
                : StringUtils.leftPad(line.get(i), widths[i]));
      }
      text.append(String.join(GAP, padded).stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** Returns a block for each row, whose name is its first cell. */
  private static String folded(List<String> titles, List<List<String>> rows) {
    List<String> others = titles.subList(1, titles.size());
    return rows.stream()
        .map(row -> FoldedRow.of(row.get(0), others, row.subList(1, row.size())))
        .collect(Collectors.joining());
  }

  /** Returns the text of a cell without line breaks, so that a row is one line. */
  private static String cell(Entry cell, EntryText style) {
    return cell.text(style).replaceAll("\\R|\t", " ");
  }

  private static String wrapped(String text) {
    return WordUtils.wrap(text, WIDTH, "\n", false) + "\n";
  }
}
