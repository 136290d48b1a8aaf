package org.elbosurgery.framework.table;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.elbosurgery.framework.number.NumberText;

/** Tables in GitHub's Markdown. */
final class MarkdownTables {

  private static final EntryText CELLS = new EntryText("", NumberText.PLUS_MINUS);

  private MarkdownTables() {}

  static String of(List<Table> tables, List<String> warnings, Layout layout) {
    EntryText style = CELLS.in(layout);
    String text = tables.stream().map(table -> of(table, style)).collect(Collectors.joining("\n"));
    return text
        + warnings.stream()
            .map(warning -> "\n**Warning:** " + escaped(warning) + ".\n")
            .collect(Collectors.joining());
  }

  private static String of(Table table, EntryText style) {
    StringBuilder text = new StringBuilder(escaped(table.caption())).append(".\n\n");
    text.append(line(table.columns().stream().map(Column::heading).toList()));
    text.append(
        IntStream.range(0, table.columns().size())
            .mapToObj(i -> table.isText(i) ? "---" : "---:")
            .collect(Collectors.joining("|", "|", "|\n")));
    table
        .rows()
        .forEach(row -> text.append(line(row.stream().map(cell -> cell.text(style)).toList())));
    table.notes().forEach(note -> text.append('\n').append(escaped(note)).append('\n'));
    return text.toString();
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(MarkdownTables::escaped)
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /** Escapes the characters that have a meaning in Markdown. */
  private static String escaped(String text) {
    return text.replaceAll("[\\\\`*_{}\\[\\]<>|#]", "\\\\$0").replaceAll("\\R", " ");
  }
}
