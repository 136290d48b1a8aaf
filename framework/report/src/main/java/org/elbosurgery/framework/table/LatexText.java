package org.elbosurgery.framework.table;

import java.util.Map;
import java.util.stream.Collectors;

/** Words and numbers in LaTeX. */
final class LatexText {

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

  private LatexText() {}

  /** Returns words in which nothing is a command. */
  static String escaped(String text) {
    return PlainText.of(text)
        .chars()
        .mapToObj(c -> ESCAPES.getOrDefault((char) c, String.valueOf((char) c)))
        .collect(Collectors.joining());
  }

  /**
   * Writes a number whose error follows {@code \pm}, with the error in parentheses: 5.643 \pm 0.051
   * as 5.643(51), in units of the last place, and 3.0 \pm 1.4, whose error has a decimal point, as
   * 3.0(1.4). With powers of ten, 4e-07 as 4 \times 10^{-7}, the error stays where it is.
   */
  static String mathematics(String number) {
    if (number.contains("e")) {
      return number
          .replace("e+", "e")
          .replaceAll("([0-9.]+)e(-?)0*([0-9]+)", "$1 \\\\times 10^{$2$3}")
          .replace(" %", "\\,\\%");
    }
    return number
        .replaceFirst(" \\\\pm 0\\.0*+([0-9]+)", "($1)")
        .replaceFirst(" \\\\pm ([0-9.]+)", "($1)")
        .replace(" %", "\\,\\%");
  }
}
