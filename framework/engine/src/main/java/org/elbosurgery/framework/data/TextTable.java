package org.elbosurgery.framework.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.lang3.StringUtils;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.file.HeapSpace;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.file.RegularFile;
import org.elbosurgery.framework.npy.NpyArray;

/**
 * Reads numbers as text, one data point in a line: separated by commas, semicolons, tabs or blanks,
 * with or without a line of column names, as spreadsheets and NumPy's {@code savetxt} write them.
 */
final class TextTable {

  private static final List<String> SEPARATORS = List.of(",", ";", "\t");
  private static final String BLANK = " ";

  /** A number in a first line, which otherwise has names. */
  private static final Pattern NUMBER = Pattern.compile("[-+.0-9][-+.0-9eE]*|[-+]?(?i:nan|inf)");

  private final Path path;
  private final CSVFormat format;

  private TextTable(Path path, CSVFormat format) {
    this.path = path;
    this.format = format;
  }

  /**
   * Reads the table.
   *
   * @throws ElboException USER if it cannot be read, a line has another number of values than the
   *     first, something is not a number, there is nothing, or it does not fit into memory
   */
  static NamedRows read(Path path) {
    TextTable table = new TextTable(path, format(path));
    try {
      return NumpyTable.of(path.toString(), table.values());
    } catch (IOException e) {
      throw FileProblem.unreadable(path, e);
    } catch (UncheckedIOException e) { // of the parser's iterator
      throw FileProblem.unreadable(path, e.getCause());
    }
  }

  private static Reader open(Path path) {
    return new InputStreamReader(RegularFile.open(path), StandardCharsets.UTF_8);
  }

  /** Returns the format by the first line that is no comment. */
  private static CSVFormat format(Path path) {
    try (BufferedReader reader = new BufferedReader(open(path))) {
      String first = "";
      while (first != null && (first.isBlank() || first.startsWith("#"))) {
        first = reader.readLine();
      }
      String line = StringUtils.defaultString(first);
      String separator = SEPARATORS.stream().filter(line::contains).findFirst().orElse(BLANK);
      return CSVFormat.DEFAULT
          .builder()
          .setDelimiter(separator)
          .setCommentMarker('#')
          .setIgnoreEmptyLines(true)
          .setTrim(true)
          .get();
    } catch (IOException e) {
      throw FileProblem.unreadable(path, e);
    }
  }

  /** Returns all values, {@code [N, D]}; a first pass counts them. */
  private NpyArray values() throws IOException {
    long lines = 0;
    String[] names = {};
    int width = 0;
    try (CSVParser parser = CSVParser.parse(open(path), format)) {
      for (CSVRecord line : parser) {
        if (lines++ == 0) {
          String[] first = cells(line);
          width = first.length;
          names = Arrays.stream(first).allMatch(TextTable::isNumber) ? names : first;
        }
      }
    }
    long rows = lines - (names.length > 0 ? 1 : 0);
    if (rows < 1) {
      throw ElboException.user(path + " has no rows of numbers");
    }
    HeapSpace.require(path.toString(), Double.BYTES * rows * width);
    double[] values = new double[(int) rows * width];
    try (CSVParser parser = CSVParser.parse(open(path), format)) {
      for (CSVRecord line : parser) {
        int row = (int) line.getRecordNumber() - 1 - (names.length > 0 ? 1 : 0);
        if (row >= 0) {
          read(cells(line), row, names, width, values);
        }
      }
    }
    return NpyArray.of(values, (int) rows, width);
  }

  private static boolean isNumber(String cell) {
    return NUMBER.matcher(cell).matches();
  }

  private String[] cells(CSVRecord line) {
    return format.getDelimiterString().equals(BLANK)
        ? Arrays.stream(line.values()).filter(cell -> !cell.isEmpty()).toArray(String[]::new)
        : line.values();
  }

  private void read(String[] cells, int row, String[] names, int width, double[] values) {
    if (cells.length != width) {
      throw ElboException.user(
          "%s: row %d has %d values, the first line %d: give as many in every line"
              .formatted(path, row, cells.length, width));
    }
    for (int j = 0; j < width; j++) {
      try {
        values[row * width + j] = Double.parseDouble(cells[j]);
      } catch (NumberFormatException e) {
        String name = names.length > 0 ? " (" + Quotation.of(names[j]) + ")" : "";
        throw ElboException.user(
            "%s: row %d, column %d%s is '%s', which is not a number; leave out columns that are not data, such as labels"
                .formatted(path, row, j, name, Quotation.of(cells[j])));
      }
    }
  }
}
