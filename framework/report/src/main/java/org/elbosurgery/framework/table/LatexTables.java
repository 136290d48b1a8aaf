package org.elbosurgery.framework.table;

import static org.elbosurgery.framework.table.LatexText.escaped;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.text.WordUtils;
import org.elbosurgery.framework.number.NumberText;

/**
 * Tables in LaTeX with the package booktabs, each a float with its caption and label, its notes
 * below. They are set narrowly: small, with errors in parentheses, headings of several lines, and
 * what all rows share in the notes.
 */
final class LatexTables {

  private static final EntryText CELLS = new EntryText("--", new NumberText(" \\pm "));

  /** The letters of a name that may stand in one line. */
  private static final int NAME = 12;

  private static final String PARENTHESES =
      "In parentheses are errors of the last digits: 1.234(56) is 1.234 ± 0.056.";

  private final Table table;
  private final EntryText style;

  private LatexTables(Table table, Layout layout) {
    this.table = SharedCells.takenOut(table);
    this.style = CELLS.in(layout);
  }

  static String of(List<Table> tables, List<String> warnings, Layout layout) {
    return "% \\usepackage{booktabs}\n"
        + warnings.stream()
            .map(warning -> "% warning: " + warning + "\n")
            .collect(Collectors.joining())
        + "\n"
        + tables.stream()
            .map(table -> new LatexTables(table, layout).text())
            .collect(Collectors.joining("\n"));
  }

  private String text() {
    StringBuilder text = new StringBuilder("\\begin{table}\n  \\centering\n");
    text.append("  \\caption{").append(escaped(table.caption())).append(".}\n");
    text.append("  \\label{tab:").append(table.name()).append("}\n");
    text.append("  \\footnotesize\n  \\setlength{\\tabcolsep}{2.4pt}\n");
    text.append("  \\begin{tabular}{@{}").append(alignment()).append("@{}}\n    \\toprule\n");
    headings().forEach(words -> text.append(line(words)));
    text.append("    \\midrule\n");
    table.rows().forEach(row -> text.append(row(row)));
    text.append("    \\bottomrule\n  \\end{tabular}\n");
    String notes = String.join(" ", notes());
    if (!notes.isEmpty()) {
      text.append("  \\par\\smallskip\n  \\parbox{\\linewidth}{").append(escaped(notes));
      text.append("}\n");
    }
    return text.append("\\end{table}\n").toString();
  }

  /** Returns the lines of the headings, those of few words at the bottom. */
  private List<List<String>> headings() {
    List<List<String>> columns =
        IntStream.range(0, table.columns().size()).mapToObj(this::heading).toList();
    int height = columns.stream().mapToInt(List::size).max().orElse(0);
    List<List<String>> lines = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      List<String> line = new ArrayList<>();
      for (List<String> column : columns) {
        int at = i - height + column.size();
        line.add(at < 0 ? "" : escaped(column.get(at)));
      }
      lines.add(line);
    }
    return lines;
  }

  /** Returns a heading in lines that are no longer than the cells, or than a word. */
  private List<String> heading(int column) {
    int width =
        table.rows().stream().mapToInt(row -> cell(row.get(column)).length()).max().orElse(0);
    return wrapped(table.columns().get(column).heading(), width);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>(table.notes());
    if (table.rows().stream().flatMap(List::stream).anyMatch(this::hasParentheses)) {
      notes.add(PARENTHESES);
    }
    return notes;
  }

  private boolean hasParentheses(Entry cell) {
    return cell.rawError().isPresent() && cell(cell).contains("(");
  }

  /** Returns a row, whose name has as many lines as keep its column narrow. */
  private String row(List<Entry> row) {
    List<String> cells = new ArrayList<>(row.stream().map(this::cell).toList());
    if (row.get(0).isText()) {
      List<String> name = wrapped(row.get(0).text(style), Math.max(NAME, longestWord()));
      String lines = name.stream().map(LatexText::escaped).collect(Collectors.joining(" \\\\ "));
      cells.set(0, name.size() > 1 ? "\\shortstack[l]{" + lines + "}" : lines);
    }
    return line(cells);
  }

  /** Returns the length of the longest word of all names. */
  private int longestWord() {
    return table.rows().stream()
        .flatMap(row -> Arrays.stream(row.get(0).text(style).split("\\s", -1)))
        .mapToInt(String::length)
        .max()
        .orElse(1);
  }

  private static List<String> wrapped(String text, int width) {
    String words = PlainText.of(text).replaceAll("\\R", " ");
    return Arrays.asList(WordUtils.wrap(words, Math.max(1, width), "\n", false).split("\n", -1));
  }

  private String alignment() {
    return IntStream.range(0, table.columns().size())
        .mapToObj(i -> table.isText(i) ? "l" : "r")
        .collect(Collectors.joining());
  }

  private static String line(List<String> cells) {
    return "    " + String.join(" & ", cells) + " \\\\\n";
  }

  private String cell(Entry cell) {
    String text = cell.text(style);
    return cell.isMathematics() ? "$" + LatexText.mathematics(text) + "$" : escaped(text);
  }
}
