package org.elbosurgery.framework.table;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A table of results, independent of the format in which it is written.
 *
 * @param name in kebab case, for files and links
 * @param caption what the rows are, in one sentence without a full stop
 * @param columns the columns
 * @param rows each with one cell for each column
 * @param notes sentences that a reader needs to judge the numbers
 */
public record Table(
    String name, String caption, List<Column> columns, List<List<Entry>> rows, List<String> notes) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a row has another number of cells than there are columns
   */
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    notes = List.copyOf(notes);
    for (List<Entry> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            row.size() + " cells in a table of " + columns.size() + " columns: " + row);
      }
    }
  }

  /** Returns the table with some of its columns, by their indices, in that order. */
  public Table withColumns(List<Integer> indices) {
    return new Table(
        name,
        caption,
        indices.stream().map(columns::get).toList(),
        rows.stream().map(row -> indices.stream().map(row::get).toList()).toList(),
        notes);
  }

  /** Returns the table without the columns that are for programs alone. */
  Table forPeople() {
    return withColumns(
        IntStream.range(0, columns.size())
            .filter(i -> columns.get(i).use() != Column.Use.PROGRAMS)
            .boxed()
            .toList());
  }

  /** Returns whether a column contains text and is therefore left-aligned. */
  public boolean isText(int column) {
    return rows.stream().allMatch(row -> row.get(column).isText());
  }
}
