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

  static String of(List<Table> tables, List<String> warnings) {
    StringBuilder text = new StringBuilder();
    text.append(tables.stream().map(TextTables::of).collect(Collectors.joining("\n")));
    text.append(warnings.isEmpty() ? "" : "\n");
    warnings.forEach(warning -> text.append("warning: ").append(warning).append('\n'));
    return text.toString();
  }

  private static String of(Table table) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(table.columns().stream().map(Column::heading).toList());
    table.rows().forEach(row -> lines.add(row.stream().map(TextTables::cell).toList()));
    int[] widths =
        IntStream.range(0, table.columns().size())
            .map(i -> lines.stream().mapToInt(line -> line.get(i).length()).max().orElse(0))
            .toArray();
    StringBuilder text = new StringBuilder(wrapped(table.caption()));
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
    table.notes().forEach(note -> text.append(wrapped(note)));
    return text.toString();
  }

  /** Returns the text of a cell without line breaks, so that a row is one line. */
  private static String cell(Entry cell) {
    return cell.text(CELLS).replaceAll("\\R|\t", " ");
  }

  private static String wrapped(String text) {
    return WordUtils.wrap(text, WIDTH, "\n", false) + "\n";
  }
}
