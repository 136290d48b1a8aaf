package org.elbosurgery.framework.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.io.input.BOMInputStream;
import org.apache.commons.lang3.StringUtils;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.file.HeapSpace;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.file.RegularFile;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.WordArray;

/**
 * Reads numbers as text, one data point in a line: separated by commas, semicolons, tabs or blanks,
 * with or without a line of column names, as spreadsheets and NumPy's {@code savetxt} write them.
 */
final class TextTable {

  private static final List<String> SEPARATORS = List.of(",", ";", "\t");
  private static final String BLANK = " ";
  private static final List<String> MISSING = List.of("nan", "+nan", "-nan", "inf", "+inf", "-inf");

  private final Path path;
  private final CSVFormat format;
  private final String column; // of labels, by its name or number; empty for none

  private TextTable(Path path, CSVFormat format, String column) {
    this.path = path;
    this.format = format;
    this.column = column;
  }

  /**
   * What a file holds.
   *
   * @param rows its numbers, without those of the labels
   * @param labels the words in the column of labels; empty if it has no such column
   * @param names of its columns, if it has names
   */
  record Content(NamedRows rows, Optional<WordArray> labels, List<String> names) {}

  /**
   * Reads the table.
   *
   * @param column the name of a column with labels, or its number, counted from 0; empty for none
   * @throws ElboException USER if it cannot be read, a line has another number of values than the
   *     first, something is not a number, there is nothing, or it does not fit into memory
   */
  static Content read(Path path, String column) {
    TextTable table = new TextTable(path, format(path), column);
    try {
      return table.content();
    } catch (IOException e) {
      throw FileProblem.unreadable(path, e);
    } catch (UncheckedIOException e) { // of the parser's iterator
      throw FileProblem.unreadable(path, e.getCause());
    }
  }

  private static Reader open(Path path) throws IOException {
    InputStream in = BOMInputStream.builder().setInputStream(RegularFile.open(path)).get();
    return new InputStreamReader(in, StandardCharsets.UTF_8);
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

  /** Returns all values, {@code [N, D]}, and labels; a first pass counts them. */
  private Content content() throws IOException {
    Head head = head();
    HeapSpace.require(path.toString(), Double.BYTES * head.rows() * head.width());
    double[] values = new double[(int) head.rows() * head.width()];
    List<String> labels = new ArrayList<>();
    Map<String, String> different = new HashMap<>(); // so that equal words are one object
    int row = -head.names().size() / head.columns();
    try (CSVParser parser = CSVParser.parse(open(path), format)) {
      for (CSVRecord line : parser) {
        if (row >= head.rows()) {
          throw changed();
        }
        if (row >= 0) {
          String[] cells = cells(line);
          read(cells, row, head, values);
          head.labels()
              .ifPresent(
                  place -> labels.add(different.computeIfAbsent(cells[place], word -> word)));
        }
        row++;
      }
    }
    if (row < head.rows()) {
      throw changed();
    }
    return new Content(
        NumpyTable.of(path.toString(), NpyArray.of(values, (int) head.rows(), head.width())),
        head.labels()
            .map(
                place ->
                    LabelWords.of("%s: column %s".formatted(path, Quotation.of(column)), labels)),
        head.names());
  }

  private ElboException changed() {
    return ElboException.user(path + " has changed while it was read; repeat the command");
  }

  /**
   * What a first pass finds.
   *
   * @param names of the columns; none if the first line has numbers
   * @param columns their number
   * @param labels the place of the column with labels; empty if there is none
   * @param rows N, without the line of names
   */
  private record Head(List<String> names, int columns, Optional<Integer> labels, long rows) {

    /** Returns D, the number of columns with values. */
    int width() {
      return labels.isPresent() ? columns - 1 : columns;
    }
  }

  /**
   * Finds the column with labels by its name, if the first line has names, or else by its number.
   * The line has values if all of it but the column of that number are numbers.
   */
  private Head head() throws IOException {
    List<String> first = List.of();
    long lines = 0;
    try (CSVParser parser = CSVParser.parse(open(path), format)) {
      for (CSVRecord line : parser) {
        if (lines++ == 0) {
          first = List.of(cells(line));
        }
      }
    }
    Optional<Integer> numbered = numbered(first.size());
    List<String> numbers = new ArrayList<>(first);
    numbered.ifPresent(place -> numbers.remove((int) place));
    List<String> names = numbers.stream().allMatch(TextTable::isLikeNumber) ? List.of() : first;
    Optional<Integer> labels =
        Optional.of(names.indexOf(column))
            .filter(place -> place >= 0 && !column.isEmpty())
            .or(() -> numbered);
    long rows = lines - (names.isEmpty() ? 0 : 1);
    if (rows < 1) {
      throw ElboException.user(path + " has no rows of numbers");
    }
    requireNoIndex(first, rows);
    if (labels.isPresent() && first.size() == 1) {
      throw ElboException.user(path + " has no column but that of the labels");
    }
    return new Head(names, first.size(), labels, rows);
  }

  /** Returns the place of the column with labels if it may be given by its number. */
  private Optional<Integer> numbered(int columns) {
    return column.matches("[0-9]{1,6}") && Integer.parseInt(column) < columns
        ? Optional.of(Integer.parseInt(column))
        : Optional.empty();
  }

  /** Refuses what pandas writes beside the values: numbers of columns, and numbers of rows. */
  private void requireNoIndex(List<String> first, long rows) {
    List<String> numbers = IntStream.range(0, first.size()).mapToObj(String::valueOf).toList();
    if (first.equals(numbers) && first.size() > 2 && rows > 1) {
      throw ElboException.user(
          path
              + " begins with 0, 1, 2, ..., which are numbers of columns and no data; write it without"
              + " (header=False in pandas)");
    }
    if (first.get(0).isEmpty()) {
      throw ElboException.user(
          path
              + ": column 0 has no name, as a column with numbers of rows; write it without"
              + " (index=False in pandas)");
    }
  }

  private String[] cells(CSVRecord line) {
    return format.getDelimiterString().equals(BLANK)
        ? Arrays.stream(line.values()).filter(cell -> !cell.isEmpty()).toArray(String[]::new)
        : line.values();
  }

  private void read(String[] cells, int row, Head head, double[] values) {
    if (cells.length != head.columns()) {
      throw ElboException.user(
          "%s: row %d has %d values, the first line %d: give as many in every line"
              .formatted(path, row, cells.length, head.columns()));
    }
    int next = row * head.width();
    for (int j = 0; j < cells.length; j++) {
      if (head.labels().equals(Optional.of(j))) {
        continue;
      }
      try {
        values[next++] = number(cells[j]);
      } catch (NumberFormatException e) {
        String name = head.names().isEmpty() ? "" : Quotation.of(head.names().get(j));
        throw ElboException.user(
            "%s: row %d, column %d%s is '%s', which is not a number; leave out columns that are not data, or name the one with labels: --labels %s"
                .formatted(
                    path,
                    row,
                    j,
                    name.isEmpty() ? "" : " (" + name + ")",
                    Quotation.of(cells[j]),
                    name.isEmpty() ? j : name));
      }
    }
  }

  /** Returns whether a cell of the first line is a number, or stands for a missing one. */
  private static boolean isLikeNumber(String cell) {
    try {
      return MISSING.contains(cell.toLowerCase(Locale.ROOT)) || !Double.isNaN(number(cell));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /**
   * Parses a decimal number, without the suffixes and hexadecimal digits that Java knows.
   *
   * @throws NumberFormatException if it is none
   */
  private static double number(String cell) {
    boolean decimal = !cell.isEmpty() && "0123456789.".indexOf(cell.charAt(cell.length() - 1)) >= 0;
    if (!decimal || cell.indexOf('x') >= 0 || cell.indexOf('X') >= 0) {
      throw new NumberFormatException(cell);
    }
    return Double.parseDouble(cell);
  }
}
