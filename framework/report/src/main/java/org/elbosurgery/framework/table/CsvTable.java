package org.elbosurgery.framework.table;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.lang3.math.NumberUtils;

/**
 * A table as CSV; a column of numbers that may have errors is followed by a column for them. All
 * columns are there, whether or not any row has a value.
 */
final class CsvTable {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get();

  private static final String FORMULA_STARTS = "=+-@\t\r";

  private CsvTable() {}

  static String of(Table table) {
    StringWriter text = new StringWriter();
    try (CSVPrinter csv = new CSVPrinter(text, FORMAT)) {
      csv.printRecord(heading(table));
      for (List<Entry> row : table.rows()) {
        csv.printRecord(values(table, row));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory failed", e);
    }
    return text.toString();
  }

  private static List<String> heading(Table table) {
    List<String> heading = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      String name = table.columns().get(i).snakeCase();
      heading.add(name);
      if (hasErrors(table, i)) {
        heading.add(name + "_error");
      }
    }
    return heading;
  }

  private static List<Object> values(Table table, List<Entry> row) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      Entry cell = row.get(i);
      values.add(value(cell));
      if (hasErrors(table, i)) {
        values.add(error(cell));
      }
    }
    return values;
  }

  private static boolean hasErrors(Table table, int column) {
    return table.columns().get(column).content() == Column.Content.MEASURED;
  }

  private static Object value(Entry cell) {
    Object raw = cell.raw().orElse("");
    return raw instanceof String text && isFormula(text) ? "'" + text : raw;
  }

  /** Returns whether a spreadsheet would evaluate a text as a formula, which may run programs. */
  private static boolean isFormula(String text) {
    return !text.isEmpty()
        && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0
        && !NumberUtils.isParsable(text);
  }

  private static Object error(Entry cell) {
    return cell.rawError().isPresent() ? cell.rawError().getAsDouble() : "";
  }
}
