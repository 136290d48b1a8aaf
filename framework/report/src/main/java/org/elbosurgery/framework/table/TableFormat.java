package org.elbosurgery.framework.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats of tables. */
public enum TableFormat {
  /** Columns aligned by blanks, for a terminal. */
  TEXT("txt"),
  /** One record for each row, numbers in full precision; a file of this format has one table. */
  CSV("csv"),
  /** One object with the tables by name, numbers in full precision. */
  JSON("json"),
  /** Tables in GitHub's Markdown. */
  MARKDOWN("md"),
  /** Tables in LaTeX with the package {@code booktabs}. */
  LATEX("tex");

  private final String extension;

  TableFormat(String extension) {
    this.extension = extension;
  }

  /** Returns the format with the name that users type, such as {@code latex}. */
  public static Optional<TableFormat> named(String label) {
    return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
  }

  /** Returns the name that users type. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the extension of files, without the dot. */
  public String extension() {
    return extension;
  }

  /**
   * Writes tables in succession, and the warnings about their numbers: below the tables, in JSON as
   * a list beside them, in LaTeX as comments above them, which are not printed. In CSV, in which
   * every line is a record, only the first table is written, without warnings.
   *
   * @param tables at least one
   * @param warnings one sentence each, without a full stop
   * @param layout for people
   * @return text that ends with a line break
   */
  public String of(List<Table> tables, List<String> warnings, Layout layout) {
    List<String> lines = warnings.stream().map(text -> text.replaceAll("\\R|\t", " ")).toList();
    return PlainText.of(written(tables, lines, layout));
  }

  /** Writes tables in the usual layout, and the warnings about their numbers. */
  public String of(List<Table> tables, List<String> warnings) {
    return of(tables, warnings, Layout.USUAL);
  }

  /** Writes tables without warnings. */
  public String of(List<Table> tables) {
    return of(tables, List.of());
  }

  private String written(List<Table> tables, List<String> warnings, Layout layout) {
    List<Table> shown = tables.stream().map(Table::forPeople).toList();
    return switch (this) {
      case TEXT -> TextTables.of(shown, warnings, layout);
      case CSV -> CsvTable.of(tables.get(0));
      case JSON -> JsonTables.of(shown, warnings);
      case MARKDOWN -> MarkdownTables.of(shown, warnings, layout);
      case LATEX -> LatexTables.of(shown, warnings, layout);
    };
  }
}
