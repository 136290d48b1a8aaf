package org.elbosurgery.framework.table;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.elbosurgery.framework.number.NumberText;

/** Tables in LaTeX with the package booktabs, each a float with its caption and label. */
final class LatexTables {

  private static final EntryText CELLS = new EntryText("--", new NumberText(" \\pm "));

  private static final Map<Character, String> ESCAPES =
      Map.ofEntries(
          Map.entry('\\', "\\textbackslash{}"),
          Map.entry('{', "\\{"),
          Map.entry('}', "\\}"),
          Map.entry('$', "\\$"),
          Map.entry('&', "\\&"),
          Map.entry('#', "\\#"),
          Map.entry('%', "\\%"),
          Map.entry('_', "\\_"),
          Map.entry('~', "\\textasciitilde{}"),
          Map.entry('^', "\\textasciicircum{}"),
          Map.entry('<', "\\textless{}"),
          Map.entry('>', "\\textgreater{}"),
          Map.entry('|', "\\textbar{}"),
          Map.entry('"', "''"),
          Map.entry('±', "$\\pm$"),
          Map.entry('[', "{[}"), // after the end of a row it would be an option of the row
          Map.entry('*', "{*}"),
          Map.entry('\uFFFD', "?"),
          Map.entry('\n', " "),
          Map.entry('\t', " "));

  private LatexTables() {}

  static String of(List<Table> tables, List<String> warnings) {
    return "% \\usepackage{booktabs}\n"
        + warnings.stream()
            .map(warning -> "% warning: " + warning + "\n")
            .collect(Collectors.joining())
        + "\n"
        + tables.stream().map(LatexTables::of).collect(Collectors.joining("\n"));
  }

  private static String of(Table table) {
    StringBuilder text = new StringBuilder("\\begin{table}\n  \\centering\n");
    String notes = table.notes().stream().map(note -> " " + note).collect(Collectors.joining());
    text.append("  \\caption{").append(escaped(table.caption() + "." + notes)).append("}\n");
    text.append("  \\label{tab:").append(table.name()).append("}\n");
    text.append("  \\begin{tabular}{").append(alignment(table)).append("}\n    \\toprule\n");
    text.append(line(table.columns().stream().map(column -> escaped(column.heading())).toList()));
    text.append("    \\midrule\n");
    for (List<Entry> row : table.rows()) {
      text.append(line(row.stream().map(LatexTables::cell).toList()));
    }
    return text.append("    \\bottomrule\n  \\end{tabular}\n\\end{table}\n").toString();
  }

  private static String alignment(Table table) {
    return IntStream.range(0, table.columns().size())
        .mapToObj(i -> table.isText(i) ? "l" : "r")
        .collect(Collectors.joining());
  }

  private static String line(List<String> cells) {
    return "    " + String.join(" & ", cells) + " \\\\\n";
  }

  private static String cell(Entry cell) {
    String text = cell.text(CELLS);
    return cell.isMathematics() ? "$" + mathematics(text) + "$" : escaped(text);
  }

  /** Writes 4e-07 as 4 \times 10^{-7} and 1.5e+09 as 1.5 \times 10^{9}. */
  private static String mathematics(String number) {
    return number
        .replace(" %", "\\,\\%")
        .replace("e+", "e")
        .replaceAll("([0-9.]+)e(-?)0*([0-9]+)", "$1 \\\\times 10^{$2$3}");
  }

  private static String escaped(String text) {
    return PlainText.of(text)
        .chars()
        .mapToObj(c -> ESCAPES.getOrDefault((char) c, String.valueOf((char) c)))
        .collect(Collectors.joining());
  }
}
