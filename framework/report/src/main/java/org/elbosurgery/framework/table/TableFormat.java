package org.elbosurgery.framework.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How tables are written. */
public enum TableFormat {
  /** Columns set with blanks, for a terminal. */
  TEXT("txt"),
  /** One record a row, numbers in full; a file of this format holds one table. */
  CSV("csv"),
  /** One object with the tables by name, numbers in full. */
  JSON("json"),
  /** Tables as GitHub reads them. */
  MARKDOWN("md"),
  /** Tables with the rules of the package {@code booktabs}. */
  LATEX("tex");

  private final String extension;

  TableFormat(String extension) {
    this.extension = extension;
  }

  /** Returns the format that users call so, such as {@code latex}. */
  public static Optional<TableFormat> named(String label) {
    return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
  }

  /** Returns the name that users type. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns how names of files end, without the dot. */
  public String extension() {
    return extension;
  }

  /**
   * Writes tables, one after the other, and where their reader will see it what is wrong with their
   * numbers: below them, in JSON as a list beside them, in LaTeX as comments above them, for no
   * paper prints them. Of CSV, whose every line is a record, the first table alone and no warning.
   *
   * @param tables at least one
   * @param warnings one sentence each, without a full stop
   * @return text that ends with a line
   */
  public String of(List<Table> tables, List<String> warnings) {
    return PlainText.of(
        written(tables, warnings.stream().map(text -> text.replaceAll("\\R|\t", " ")).toList()));
  }

  /** Writes tables with whose numbers nothing is wrong. */
  public String of(List<Table> tables) {
    return of(tables, List.of());
  }

  private String written(List<Table> tables, List<String> warnings) {
    return switch (this) {
      case TEXT -> TextTables.of(tables, warnings);
      case CSV -> CsvTable.of(tables.get(0));
      case JSON -> JsonTables.of(tables, warnings);
      case MARKDOWN -> MarkdownTables.of(tables, warnings);
      case LATEX -> LatexTables.of(tables, warnings);
    };
  }
}
